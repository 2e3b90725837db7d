package io.hearth.server.launch;

import io.hearth.api.EndCause;
import io.hearth.server.error.NoSpace;
import io.hearth.server.session.Driver.Ending;
import io.hearth.server.session.DriverExit;
import io.hearth.server.session.SessionLogs.Stream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is told of drivers' processes that are gone, or never were. */
record Exits(WorkDirectories directories) {

    /** @param code null when nobody saw it */
    DriverExit of(LocalDriver local, @Nullable Integer code) {
        Ending announced = LastWords.announced(local.workDirectory());
        Integer ownCode = local.wasKilled() ? null : code;
        if (code == null) {
            return new DriverExit(
                    ownCode, announced, "nobody saw its exit code: a gateway before this one launched it");
        }
        return new DriverExit(ownCode, announced, announced != null || code == 0 ? "" : lastLines(local));
    }

    /** A JVM that refuses its options says so in one of these, and nowhere else. */
    private String lastLines(LocalDriver local) {
        return List.of(Stream.STDERR, Stream.STDOUT).stream()
                .map(stream -> LastWords.lastLines(directories.output(local.id(), local.workDirectory(), stream)))
                .filter(lines -> !lines.isEmpty())
                .findFirst()
                .orElse("");
    }

    static DriverExit notStarted(Exception failure) {
        String detail = String.valueOf(failure.getMessage());
        return new DriverExit(null, NoSpace.isBehind(failure) ? new Ending(EndCause.NO_SPACE, detail) : null, detail);
    }
}
