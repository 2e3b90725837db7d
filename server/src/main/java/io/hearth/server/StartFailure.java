package io.hearth.server;

import io.hearth.server.config.Keys;
import io.hearth.server.config.Settings;
import io.hearth.server.config.UpArguments.Purpose;
import io.hearth.server.error.GatewayException;
import io.hearth.server.store.Database;
import java.net.BindException;
import java.nio.channels.OverlappingFileLockException;
import java.util.Locale;

/** Says in a sentence why a gateway could not start and what to do about it. */
final class StartFailure {

    private StartFailure() {}

    static String explain(Throwable failure, Settings settings, Purpose purpose) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return "port %d of %s is taken; choose another with --port, or 0 for any free one"
                        .formatted(
                                settings.get(Keys.SERVER_PORT),
                                settings.get(Keys.SERVER_HOST).text());
            }
            if (isLocked(cause)) {
                return switch (purpose) {
                    case SESSIONS ->
                        "another gateway uses the data directory %s; choose another with --data"
                                .formatted(settings.get(Keys.DATA_DIRECTORY));
                    case ADMINISTRATION ->
                        "the database in %s is in use by a gateway that cannot be reached: its operator.json is missing or "
                                .concat("not its own; try again in a moment, or restart that gateway")
                                .formatted(settings.get(Keys.DATA_DIRECTORY));
                };
            }
        }
        return String.valueOf(failure.getMessage());
    }

    /** Whether it is the database that cannot be reached: then where in the gateway that was found tells nobody anything. */
    static boolean isOfReach(Throwable failure) {
        return GatewayException.isForNow(failure) || Database.isOutOfReach(failure);
    }

    private static boolean isLocked(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return cause instanceof OverlappingFileLockException
                || message.contains("may be already in use")
                || message.contains("the file is locked");
    }
}
