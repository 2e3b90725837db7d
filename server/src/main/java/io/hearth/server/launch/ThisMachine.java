package io.hearth.server.launch;

import io.hearth.api.Sha256;
import io.hearth.server.session.Machine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What tells this machine from others, as far as processes are concerned: a container is a machine of its own. */
final class ThisMachine {

    private static final int ID_CHARACTERS = 32;

    private ThisMachine() {}

    /** @param only empty when everything of a driver is where any gateway of the machine and the account finds it */
    static Machine find(Optional<Path> only) {
        String traits = String.join(
                "\n",
                text(Path.of("/etc/machine-id")),
                hostName(),
                processNamespace(),
                String.valueOf(System.getProperty("user.name")),
                only.map(Path::toString).orElse(""));
        return new Machine(digest(traits), digest(text(Path.of("/proc/sys/kernel/random/boot_id"))));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            // Not every system has it; the other traits are left.
            return "";
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }

    /** Numbers of processes mean something else in another one. */
    private static String processNamespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    private static String digest(String text) {
        return Sha256.of(text).substring(0, ID_CHARACTERS);
    }
}
