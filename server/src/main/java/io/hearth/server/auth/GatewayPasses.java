package io.hearth.server.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a gateway shows to another one of the same database: made from the master key, which they have in common, for one path of one
 * gateway and for a short time. Nothing is kept, and none can be made of another. Thread-safe.
 */
public final class GatewayPasses {

    /** Clocks of machines differ a little. */
    private static final Duration LIFETIME = Duration.ofMinutes(1);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,15})\\.([0-9a-f]{64})");

    private final MasterKey key;
    private final Clock clock;

    GatewayPasses(MasterKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /**
     * Makes a pass.
     *
     * @param gateway id of the one that is called
     * @param path what is called there, without a query
     */
    public String issue(String gateway, String path) {
        long now = clock.millis();
        return now + "." + proof(gateway, path, now);
    }

    /** Whether a pass was made for this gateway and path, not long ago. */
    public boolean isValid(String pass, String gateway, String path) {
        Matcher matcher = FORM.matcher(pass);
        if (!matcher.matches()) {
            return false;
        }
        long madeAt = Long.parseLong(matcher.group(1));
        Duration age = Duration.between(Instant.ofEpochMilli(madeAt), clock.instant());
        return age.abs().compareTo(LIFETIME) <= 0 && Digests.same(proof(gateway, path, madeAt), matcher.group(2));
    }

    private String proof(String gateway, String path, long madeAt) {
        return key.proof(String.join("\n", "pass of a gateway", gateway, path, String.valueOf(madeAt)));
    }
}
