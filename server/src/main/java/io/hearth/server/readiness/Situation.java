package io.hearth.server.readiness;

import io.hearth.server.config.Settings;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/**
 * What the checks look at.
 *
 * @param certificate what the port speaks TLS with; empty for plain HTTP
 * @param drivers whose rights drivers have
 * @param callers whether there are users who could harm one another
 * @param account what the gateway itself runs as
 */
public record Situation(
        Settings settings,
        Optional<X509Certificate> certificate,
        DriverAccount drivers,
        Callers callers,
        Account account,
        Instant now) {

    /** Who may call. */
    public enum Callers {
        ONE,
        SEVERAL
    }

    /** What a process runs as. */
    public enum Account {
        ORDINARY,
        ROOT
    }
}
