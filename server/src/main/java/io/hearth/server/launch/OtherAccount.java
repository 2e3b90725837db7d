package io.hearth.server.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An account of this machine that drivers run as, in place of the gateway's own. A gateway may use it only as root: of the
 * commands that a small system has, {@code setpriv} changes the account without a process in between.
 *
 * @param directory where each driver gets its work directory; the account may pass through but change nothing there
 */
public record OtherAccount(String name, long user, long group, String home, Path directory) {

    /**
     * Makes sure that drivers can live as this account: that the gateway may start them and they find what they need,
     * and that what they must not have is out of their reach.
     *
     * @param dataDirectory the gateway's own
     * @throws IllegalStateException with a sentence that says what to do
     */
    public void check(Path javaCommand, Path driverJar, Path sparkHome, Path dataDirectory) {
        AccountChecks.Needs needs = new AccountChecks.Needs(javaCommand, driverJar, sparkHome.resolve("jars"));
        new AccountChecks(this, needs, dataDirectory).run();
    }

    /**
     * Asks the system about an account.
     *
     * @throws IllegalArgumentException when there is no such account, or when it is root
     */
    public static OtherAccount of(String name, Path directory) {
        Outcome outcome = run(List.of("getent", "passwd", "--", name));
        String[] fields = outcome.output().strip().split(":", -1);
        if (outcome.code() != 0 || fields.length != 7) {
            throw new IllegalArgumentException("launch.local.user=" + name + " is no account of this machine");
        }
        OtherAccount account =
                new OtherAccount(fields[0], Long.parseLong(fields[2]), Long.parseLong(fields[3]), fields[5], directory);
        if (account.user() == 0) {
            throw new IllegalArgumentException(
                    "launch.local.user=" + name + " is root, which drivers must not be; name another account");
        }
        return account;
    }

    /** What stands before a command so that this account runs it, never to get more rights again. */
    List<String> prefix() {
        return List.of(
                "setpriv",
                "--reuid=" + user,
                "--regid=" + group,
                "--init-groups",
                "--inh-caps=-all",
                "--no-new-privs",
                "--");
    }

    UserPrincipal principal() throws IOException {
        return directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name);
    }

    /** What tells programs who they are. */
    void environment(Map<String, String> environment) {
        environment.put("USER", name);
        environment.put("LOGNAME", name);
        environment.put("HOME", home);
    }

    /** Runs a command as this account, in nobody's directory and with nothing of the gateway's environment but the path. */
    Outcome runAs(String... command) {
        List<String> whole = new ArrayList<>(prefix());
        whole.addAll(List.of(command));
        return run(whole);
    }

    /** How a command ended, and what it printed on either stream. */
    record Outcome(int code, String output) {}

    /** Takes as long as the command does: to remove what a driver left may be much work. */
    private static Outcome run(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Optional<String> path = Optional.ofNullable(builder.environment().get("PATH"));
        builder.environment().clear();
        path.ifPresent(set -> builder.environment().put("PATH", set));
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException e) {
            return new Outcome(-1, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(-1, "interrupted");
        }
    }
}
