package io.hearth.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the system says about the process that this code runs in. */
final class ThisProcess {

    private ThisProcess() {}

    /** By number where the system shows it ({@code /proc} of Linux): an account of any name may be root. */
    static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }
}
