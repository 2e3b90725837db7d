package io.hearth.server.store;

import io.hearth.api.EndCause;
import org.jspecify.annotations.Nullable;

/**
 * Causes as the database has them: gateways of the version before read the broad name, and would stumble over one that they
 * do not know.
 */
final class StoredCause {

    private StoredCause() {}

    static @Nullable String broad(@Nullable EndCause cause) {
        return cause == null ? null : cause.broad().name();
    }

    static @Nullable String exact(@Nullable EndCause cause) {
        return cause == null ? null : cause.exactName();
    }

    /** The cause that was stored as two names. */
    static @Nullable EndCause read(@Nullable String broad, @Nullable String exact) {
        return broad == null ? null : EndCause.of(broad, exact).orElse(EndCause.DRIVER_EXITED);
    }
}
