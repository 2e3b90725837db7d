package io.hearth.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Processes of this machine as the kernel shows them: a child whose parent is gone is found, too. */
final class Processes {

    private static final Path PROC = Path.of("/proc");

    private Processes() {}

    /** The processes that live in the session of a leader, itself included; a driver leads one of its own. */
    static List<Long> inSessionOf(long leader) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> fields(pid)
                        .filter(fields -> !fields[0].equals("Z"))
                        .filter(fields -> Long.parseLong(fields[3]) == leader)
                        .isPresent())
                .toList();
    }

    /** Where a process stands, which for a driver is its own work directory. */
    static Path workingDirectory(long pid) {
        try {
            return Files.readSymbolicLink(PROC.resolve(pid + "/cwd"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void signal(String name, long pid) {
        try {
            int result = new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (result != 0) {
                throw new IllegalStateException("kill -" + name + " " + pid + " ended with " + result);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** State, parent, group, session and more: what follows the name in the kernel's line. Empty when it is gone. */
    private static Optional<String[]> fields(long pid) {
        try {
            String line = Files.readString(PROC.resolve(pid + "/stat"));
            return Optional.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
