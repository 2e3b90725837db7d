package io.hearth.server.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Finds out, by trying, whether drivers could live as another account: the gateway may start them, they find what they
 * need, and what they must not have is out of their reach.
 *
 * @param mustReach the commands, directories and files that a driver reads or runs
 * @param mustNotReach the gateway's own directory
 */
record AccountChecks(OtherAccount account, Needs mustReach, Path mustNotReach) {

    private static final String ALL_READABLE = "for file in \"$1\"/*; do [ -r \"$file\" ] || exit 1; done";

    /** What a driver is started from. */
    record Needs(Path javaCommand, Path driverJar, Path sparkJars) {}

    /** @throws IllegalStateException with a sentence that says what to do */
    void run() {
        OtherAccount.Outcome first = account.runAs("true");
        if (first.code() != 0) {
            throw new IllegalStateException(
                    ("launch.local.user=%s needs a gateway that may start programs as that account:"
                                    + " run it as root, with setpriv of util-linux in its path (%s)")
                            .formatted(account.name(), first.output().strip()));
        }
        require("-x", mustReach.javaCommand(), "run launch.java");
        require("-r", mustReach.driverJar(), "read launch.driver-jar");
        require("-x", mustReach.sparkJars(), "enter the jars of spark.home");
        require("-r", mustReach.sparkJars(), "list the jars of spark.home");
        if (account.runAs("sh", "-c", ALL_READABLE, "sh", mustReach.sparkJars().toString())
                        .code()
                != 0) {
            throw refusal("read every file in " + mustReach.sparkJars());
        }
        makeDirectory(account.directory());
        require("-x", account.directory(), "enter launch.local.directory");
        if (can("-w", account.directory())) {
            throw new IllegalStateException(
                    "launch.local.user=%s may write to launch.local.directory, %s, where it could put"
                                    .formatted(account.name(), account.directory())
                            + " links in the place of directories; let the gateway's account own it and run `chmod 711` on it");
        }
        for (String way : List.of("-r", "-w", "-x")) {
            if (can(way, mustNotReach)) {
                throw new IllegalStateException(
                        ("launch.local.user=%s can reach data.directory, %s, which holds the secrets"
                                        + " of all users; run `chmod 700` on it, and let the gateway's account own it")
                                .formatted(account.name(), mustNotReach));
            }
        }
    }

    /** Its owner alone sees what is in it, but others may pass through to what is theirs. */
    private static void makeDirectory(Path directory) {
        try {
            if (Files.notExists(directory)) {
                Files.createDirectories(directory);
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
            }
        } catch (IOException e) {
            throw new IllegalStateException("launch.local.directory, " + directory + ", cannot be made: " + e, e);
        }
    }

    private void require(String way, Path path, String what) {
        if (!can(way, path)) {
            throw refusal(what + ", " + path);
        }
    }

    private IllegalStateException refusal(String what) {
        return new IllegalStateException("launch.local.user=%s cannot %s; move it, or give that account the right"
                .formatted(account.name(), what));
    }

    private boolean can(String way, Path path) {
        return account.runAs("test", way, path.toString()).code() == 0;
    }
}
