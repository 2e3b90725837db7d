package io.hearth.dist;

import static io.hearth.dist.Distribution.small;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.EndCause;
import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.dist.LiveSession.LiveDriver;
import io.hearth.testkit.FreePort;
import io.hearth.testkit.GatewayProcess;
import io.hearth.testkit.PostgresServer;
import io.hearth.testkit.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers, gateways and databases of the version before, with those of this one. */
class VersionsIT {

    private static final List<Map<String, String>> NO_SUCH_CLASS =
            List.of(Map.of("spark.serializer", "no.such.Serializer"));
    private static final String MASTER_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir
    private Path home;

    @TempDir
    private Path data;

    private static Map<String, String> keepAtOnePlace() throws IOException {
        return Map.of("shutdown.sessions", "keep", "server.port", String.valueOf(FreePort.find()));
    }

    @Test
    void aDriverOfTheVersionBeforeIsServed() throws IOException {
        Path mixed = EarlierVersion.driversOnly(home);
        LiveSession session;
        LiveDriver driver;
        int meanwhile;
        Map<String, String> keep = keepAtOnePlace();
        try (GatewayProcess gateway = GatewayProcess.start(mixed, data, keep)) {
            session = LiveSession.idle(gateway.client(), small());
            driver = session.driver();
            session.run("val kept = 41");
            assertThat(session.run("spark.range(10).count()").text()).endsWith(": Long = 10");
            int endless = session.begin("while (true) {}");
            gateway.client().cancel(session.id(), endless);
            assertThat(session.awaitStatement(endless).state()).isEqualTo(StatementState.CANCELLED);
            meanwhile = session.begin("Thread.sleep(2000); println(\"once\")");
            gateway.kill();
        }
        try (GatewayProcess gateway = GatewayProcess.start(mixed, data, keep)) {
            LiveSession again = session.on(gateway.client());
            assertThat(again.awaitStatement(meanwhile).text()).isEqualTo("once");
            assertThat(again.run("kept + 1").text()).endsWith(": Int = 42");
            gateway.client().deleteSession(session.id());
            again.assertEnded(SessionState.SUCCESS, EndCause.DELETED);
            driver.assertGone();
        }
    }

    @Test
    void driversAndGatewaysOfBothVersionsTellEachOtherWhyAStartFailed() throws IOException {
        Map<String, String> earlierDriver = Map.of();
        Map<String, String> laterDriver = Map.of(
                "launch.driver-jar",
                Distribution.HOME.resolve("lib/driver/hearth-driver.jar").toString());
        assertThat(failure(EarlierVersion.driversOnly(Files.createDirectory(home.resolve("one"))), earlierDriver))
                .isEqualTo("java.lang.ClassNotFoundException: no.such.Serializer");
        assertThat(failure(EarlierVersion.whole(Files.createDirectory(home.resolve("other"))), laterDriver))
                .isEqualTo("java.lang.ClassNotFoundException: no.such.Serializer");
    }

    private String failure(Path program, Map<String, String> settings) throws IOException {
        try (GatewayProcess gateway = GatewayProcess.start(program, program.resolve("data"), settings)) {
            LiveSession session = LiveSession.create(gateway.client(), small("conf", NO_SUCH_CLASS));
            session.over().assertEnded(SessionState.ERROR, EndCause.LAUNCH_FAILED);
            return gateway.client().events(session.id()).at("/cause/detail").asString();
        }
    }

    @Test
    void sessionsOutliveTheUpgradeOfTheirGateway() throws IOException {
        LiveSession session;
        int meanwhile;
        Map<String, String> keep = keepAtOnePlace();
        try (GatewayProcess gateway = GatewayProcess.start(EarlierVersion.whole(home), data, keep)) {
            session = LiveSession.idle(gateway.client(), small("name", "kept over the upgrade"));
            session.run("val kept = 41");
            meanwhile = session.begin("Thread.sleep(5000); println(\"once\")");
            gateway.terminate();
        }
        try (GatewayProcess gateway = Distribution.gateway(data, keep)) {
            LiveSession again = session.on(gateway.client());
            assertThat(again.awaitStatement(meanwhile).text()).isEqualTo("once");
            assertThat(again.run("kept + 1").text()).endsWith(": Int = 42");
            assertThat(again.statement(0).text()).endsWith(": Int = 41");
            assertThat(gateway.client().log(session.id(), 1_000)).anyMatch(line -> line.contains("Spark"));
            LiveSession next = LiveSession.idle(gateway.client(), small());
            assertThat(next.run("6 * 7").text()).endsWith(": Int = 42");
            // Its gateway would leave their drivers alone in a directory that goes away.
            for (LiveSession kept : List.of(again, next)) {
                gateway.client().deleteSession(kept.id());
                kept.assertEnded(SessionState.SUCCESS, EndCause.DELETED);
            }
        }
    }

    @Test
    void gatewaysOfBothVersionsShareADatabase() throws IOException {
        try (PostgresServer postgres = PostgresServer.start();
                S3Server objects = S3Server.start(data.resolve("s3"))) {
            objects.makeBucket("hearth");
            Map<String, String> settings = new HashMap<>(postgres.newDatabase());
            settings.putAll(objects.settings());
            settings.put("objects.s3.bucket", "hearth");
            settings.put("auth.master-key", MASTER_KEY);
            Path earlier = EarlierVersion.whole(home);
            try (GatewayProcess before = GatewayProcess.start(earlier, directory("before"), settings);
                    GatewayProcess today = Distribution.gateway(directory("today"), settings)) {
                LiveSession first = LiveSession.idle(before.client(), small());
                first.on(today.client()).run("val kept = 41");
                LiveSession second = LiveSession.idle(today.client(), small());
                second.on(before.client()).run("val kept = 5");
                LiveSession failed = LiveSession.create(today.client(), small("conf", NO_SUCH_CLASS));
                failed.over().assertEnded(SessionState.ERROR, EndCause.CLASS_MISSING);
                assertThat(before.client().events(failed.id()).at("/cause/name").asString())
                        .isEqualTo("LAUNCH_FAILED");

                before.kill();
                assertThat(first.on(today.client()).run("kept + 1").text()).endsWith(": Int = 42");

                // Back to the version before, on a database of this one.
                try (GatewayProcess back = GatewayProcess.start(earlier, directory("back"), settings)) {
                    first.on(today.client()).hearOfGateways();
                    second.on(today.client()).hearOfGateways();
                    today.kill();
                    assertThat(first.on(back.client()).run("kept + 2").text()).endsWith(": Int = 43");
                    assertThat(second.on(back.client()).run("kept + 2").text()).endsWith(": Int = 7");
                    back.client().deleteSession(first.id());
                    back.client().deleteSession(second.id());
                    first.on(back.client()).assertEnded(SessionState.SUCCESS, EndCause.DELETED);
                    second.on(back.client()).assertEnded(SessionState.SUCCESS, EndCause.DELETED);
                }
            }
        }
    }

    /** Each gateway's own, which at first has but what its owner was told of the first user. */
    private Path directory(String name) throws IOException {
        Path directory = Files.createDirectories(data.resolve(name));
        Path credentials = data.resolve("before").resolve("credentials.json");
        if (Files.exists(credentials)) {
            Files.copy(credentials, directory.resolve("credentials.json"));
        }
        return directory;
    }
}
