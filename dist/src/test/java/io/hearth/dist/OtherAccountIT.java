package io.hearth.dist;

import static io.hearth.dist.Distribution.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hearth.api.EndCause;
import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.dist.LiveSession.LiveDriver;
import io.hearth.testkit.GatewayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers under an account that is not the gateway's. */
class OtherAccountIT {

    private static final String ACCOUNT = "nobody";
    private static final Map<String, String> SETTINGS = Map.of("launch.local.user", ACCOUNT);
    private static final Set<PosixFilePermission> PASSAGE = PosixFilePermissions.fromString("rwx--x--x");
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    @TempDir
    private Path directory;

    private Path data;

    @BeforeAll
    static void onlyRootMayUseOtherAccounts() throws IOException {
        assumeTrue(
                Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")),
                "only root may start drivers as another account");
        assumeTrue(
                Files.readAllLines(Path.of("/etc/passwd")).stream().anyMatch(line -> line.startsWith(ACCOUNT + ":")),
                "there is no account " + ACCOUNT);
    }

    @BeforeEach
    void makeAWayIn() throws IOException {
        Files.setPosixFilePermissions(directory, PASSAGE);
        data = Files.createDirectory(directory.resolve("data"), PosixFilePermissions.asFileAttribute(PRIVATE));
    }

    @Test
    void codeOfUsersHasTheRightsOfThatAccountOnlyAndLeavesNothing() throws IOException {
        try (GatewayProcess gateway = Distribution.gateway(data, SETTINGS)) {
            LiveSession session = LiveSession.idle(gateway.client(), small());
            LiveDriver driver = session.driver();

            assertThat(session.run("println(System.getProperty(\"user.name\"))").text())
                    .isEqualTo(ACCOUNT);
            assertThat(session.run("println(sys.env(\"USER\") + \" \" + sys.env(\"HOME\"))")
                            .text())
                    .isEqualTo(ACCOUNT + " /nonexistent");
            for (String secret : new String[] {"credentials.json", "master.key", "hearth.mv.db", "drivers"}) {
                assertThat(data.resolve(secret)).exists();
                assertThat(session.run("println(new java.io.File(\"%s\").canRead)".formatted(data.resolve(secret)))
                                .text())
                        .isEqualTo("false");
            }
            assertThat(session.run("spark.range(1000).selectExpr(\"sum(id)\").as[Long].head")
                            .text())
                    .endsWith("499500");
            assertThat(session.run("spark.range(3).write.saveAsTable(\"t\"); println(spark.table(\"t\").count)")
                            .text())
                    .contains("3");
            assertThat(Files.getOwner(driver.workDirectory())).hasToString(ACCOUNT);
            assertThat(Files.getPosixFilePermissions(driver.workDirectory())).isEqualTo(PRIVATE);
            assertThat(driver.workDirectory().getParent()).isEqualTo(directory.resolve("data-drivers"));

            session.run("new ProcessBuilder(\"setsid\", \"sleep\", \"600\").start(); println(\"started\")");
            int running = session.begin("System.err.println(\"going on\"); while (true) Thread.sleep(1000)");
            gateway.client().deleteSession(session.id());
            session.assertEnded(SessionState.SUCCESS, EndCause.DELETED);
            driver.assertGone();
            assertThat(session.statement(running).state()).isEqualTo(StatementState.CANCELLED);
            await().atMost(Distribution.CLEAN).until(() -> ofAccount("sleep") == 0);
            assertThat(directory.resolve("data-drivers")).isEmptyDirectory();
            assertThat(data.resolve("drivers")).isEmptyDirectory();
        }
    }

    private static long ofAccount(String command) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().user().filter(ACCOUNT::equals).isPresent())
                .filter(process -> process.info().command().orElse("").endsWith(command))
                .count();
    }

    @Test
    void aDriverThatIsKilledIsSeenToBe() {
        try (GatewayProcess gateway = Distribution.gateway(data, SETTINGS)) {
            LiveSession session = LiveSession.idle(gateway.client(), small());
            LiveDriver driver = session.driver();
            session.begin("println(\"said\"); Thread.sleep(600000)");
            Processes.signal("KILL", driver.pid());

            session.assertEnded(SessionState.DEAD, EndCause.DRIVER_KILLED);
            driver.assertGone();
        }
    }

    @Test
    void whatCannotWorkStopsTheStart() throws IOException {
        assertRefused(Map.of("launch.local.user", "no-such-account"), "is no account of this machine");
        assertRefused(Map.of("launch.local.user", "root"), "is root, which drivers must not be");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertRefused(SETTINGS, "can reach data.directory", "chmod 700");
        Files.setPosixFilePermissions(data, PRIVATE);
        Path closed = Files.createDirectory(directory.resolve("closed"), PosixFilePermissions.asFileAttribute(PRIVATE));
        assertRefused(
                Map.of("launch.local.user", ACCOUNT, "launch.local.directory", closed.toString()),
                "cannot enter launch.local.directory");
        Path jar = Files.writeString(closed.resolve("driver.jar"), "");
        assertRefused(
                Map.of("launch.local.user", ACCOUNT, "launch.driver-jar", jar.toString()),
                "cannot read launch.driver-jar, " + jar);
    }

    private void assertRefused(Map<String, String> settings, String... sentences) {
        assertThatThrownBy(() -> Distribution.gateway(data, settings).close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(sentences);
        assertThat(data.resolve("credentials.json")).doesNotExist();
    }
}
