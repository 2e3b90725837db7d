package io.hearth.server.store;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is, and who opens it.
 *
 * @param user null when the address names none
 * @param password null when there is none
 * @param patience how long a connection, or an answer over one, is waited for
 */
public record DatabaseAddress(
        String url, @Nullable String user, @Nullable String password, Duration patience) {

    /** How long is waited where nobody says otherwise. */
    static final Duration USUAL_PATIENCE = Duration.ofSeconds(20);

    private static final String POSTGRES = "jdbc:postgresql:";

    /** Whether several processes can have it open. */
    public boolean isShared() {
        return url.startsWith(POSTGRES);
    }

    /** For a connection outside of the pool; one that is cut without a word is found to be. */
    Properties properties() {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        patient().forEach(properties::setProperty);
        return properties;
    }

    /**
     * What the driver of a shared database is told besides: one that is cut off without a word is found to be. An address may say
     * something else.
     */
    Map<String, String> patient() {
        if (!isShared()) {
            return Map.of();
        }
        String seconds = Long.toString(patienceSeconds());
        return Map.of(
                "tcpKeepAlive", "true",
                "connectTimeout", seconds,
                "loginTimeout", seconds,
                "socketTimeout", seconds,
                "cancelSignalTimeout", "2");
    }

    private long patienceSeconds() {
        return Math.max(1, patience.toSeconds());
    }

    @Override
    public String toString() {
        return "DatabaseAddress[" + user + "]";
    }
}
