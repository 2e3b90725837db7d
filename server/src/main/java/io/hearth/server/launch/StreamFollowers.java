package io.hearth.server.launch;

import io.hearth.server.launch.StreamFollower.Beginning;
import io.hearth.server.objects.LogArchive;
import io.hearth.server.session.SessionLogs.Stream;
import java.util.Arrays;
import java.util.List;

/** Makes what carries the files of drivers into the logs of their sessions. */
record StreamFollowers(WorkDirectories directories, LogArchive logs) {

    /** One for each stream of a driver that a session has. */
    List<StreamFollower> of(LocalDriver local, String sessionId, Beginning beginning) {
        return Arrays.stream(Stream.values())
                .map(stream -> new StreamFollower(
                        directories.output(local.id(), local.workDirectory(), stream),
                        () -> logs.appender(sessionId, stream),
                        beginning))
                .toList();
    }
}
