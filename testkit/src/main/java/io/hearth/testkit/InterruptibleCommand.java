package io.hearth.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Commands that can be ended with Ctrl-C. A shell starts what runs in its background with SIGINT ignored, every process
 * below inherits that, and no shell and no JVM can change it back.
 */
final class InterruptibleCommand {

    /** The bit of SIGINT, whose number is 2, in the kernel's masks. */
    private static final long INTERRUPT = 1L << 1;

    private static final Path STATUS = Path.of("/proc/self/status");

    private InterruptibleCommand() {}

    /** The beginning of a command line that runs a program with SIGINT as it is for a person at a terminal. */
    static List<String> of(String program) throws IOException {
        return ignoresInterrupt()
                ? List.of("perl", "-e", "$SIG{INT} = 'DEFAULT'; exec @ARGV or die \"$!\"", program)
                : List.of(program);
    }

    private static boolean ignoresInterrupt() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return false;
        }
        Optional<String> mask = Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst();
        return mask.map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16) & INTERRUPT)
                .filter(bit -> bit != 0)
                .isPresent();
    }
}
