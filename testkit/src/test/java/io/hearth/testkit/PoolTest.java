package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.MemorySize;
import io.hearth.api.SessionState;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.cli.client.SessionView;
import io.hearth.testkit.FakeLauncher.Dialling;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers that are launched before their sessions, on a clock that is moved by hand. */
class PoolTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Map<String, ?> USUAL = Map.of("kind", "spark", "queue", "default");

    @TempDir
    Path data;

    private final HandClock clock = new HandClock();
    private final FakeLauncher launcher = new FakeLauncher();
    private TestGateway gateway;

    Map<String, String> database() {
        return Map.of();
    }

    @BeforeEach
    void start() {
        start("default=1-3, *=0-2");
    }

    private void start(String queues) {
        Map<String, String> settings = new HashMap<>(database());
        settings.put("pool.queues", queues);
        gateway = TestGateway.start(data, settings, launcher, clock);
    }

    @AfterEach
    void stop() {
        gateway.stop();
        assertThat(launcher.alive()).isZero();
    }

    /** Lets time pass in which nothing happens, and waits until the pool has so many drivers that are ready. */
    private void awaitReady(int count) {
        await().atMost(SOON).untilAsserted(() -> {
            // While one warms up, its connection would become silent.
            if (metric("hearth_pool_drivers{state=\"warming\"}") == 0) {
                clock.advance(Duration.ofSeconds(3));
            }
            gateway.lookAfterPool();
            assertThat(metric("hearth_pool_drivers{state=\"ready\"}")).isEqualTo(count);
        });
    }

    private double metric(String name) {
        return gateway.client()
                .exchange("GET", "/q/metrics", null, Map.of())
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    private SessionView idle(Map<String, ?> fields) {
        String id = gateway.client().createSession(fields).id();
        return gateway.client().awaitSession(id, view -> view.state() == SessionState.IDLE, SOON);
    }

    private List<String> eventNames(String id) {
        return gateway.client()
                .events(id)
                .path("events")
                .valueStream()
                .map(event -> event.path("name").asString())
                .filter(name -> !name.equals("notice"))
                .toList();
    }

    @Test
    void aSessionTakesTheDriverThatWaitsAndAnotherOneComes() {
        awaitReady(1);
        FakeDriver warm = launcher.warmDrivers().get(0);

        SessionView session = idle(Map.of("kind", "spark", "queue", "default", "name", "mine"));

        assertThat(launcher.driverOf(session.id())).contains(warm);
        assertThat(warm.heard())
                .contains(new GatewayFrame.OpenSession(session.id(), List.of(), Map.of("spark.app.name", "mine")));
        assertThat(eventNames(session.id())).containsExactly("queued", "admitted", "launched", "registered", "ready");
        assertThat(gateway.client().run(session.id(), "echo", SOON).text()).isEqualTo("echo");
        assertThat(metric("hearth_pool_requests_total{result=\"hit\"}")).isEqualTo(1);
        awaitReady(1);
        assertThat(launcher.warmDrivers()).doesNotContain(warm);
    }

    @Test
    void queuesThatAreNotNamedAreKeptWarmToo() {
        gateway.kill();
        start("default=0-1, *=1-1");

        // There is one more queue from the start, and from now on this one.
        gateway.client()
                .exchange("POST", "/v1.0/default/queues", "{\"queue_name\": \"third\", \"cu_count\": 16}", Map.of())
                .orThrow();

        awaitReady(2);
    }

    @Test
    void aSessionOfAnotherSizeOrQueueGetsADriverOfItsOwn() {
        awaitReady(1);

        SessionView larger = idle(Map.of("kind", "spark", "queue", "default", "driverMemory", "3G"));
        SessionView elsewhere = idle(Map.of("kind", "spark", "queue", "test_cluster"));

        assertThat(launcher.warmDrivers()).hasSize(1);
        assertThat(launcher.driverOf(larger.id())).isPresent();
        assertThat(launcher.driverOf(elsewhere.id())).isPresent();
        assertThat(metric("hearth_pool_requests_total{result=\"miss\"}")).isEqualTo(2);
    }

    @Test
    void theMostRecentSizeIsKeptAndTheOtherGoesWhenItsTimeIsOver() {
        awaitReady(1);
        String usual = launcher.warmDrivers().get(0).id();
        idle(Map.of("kind", "spark", "queue", "default", "driverMemory", "3G"));
        // What is wanted is counted anew some seconds after the session came.
        await().atMost(SOON).untilAsserted(() -> {
            awaitReady(1);
            assertThat(launcher.warmDrivers())
                    .extracting(FakeDriver::id)
                    .hasSize(1)
                    .doesNotContain(usual);
        });

        idle(Map.of("kind", "spark", "queue", "default", "driverMemory", "3G"));
        assertThat(metric("hearth_pool_requests_total{result=\"hit\"}")).isEqualTo(1);
    }

    @Test
    void manySessionsMakeThePoolGrowAndQuietMakesItShrink() {
        for (int i = 0; i < 15; i++) {
            gateway.client()
                    .deleteSession(idle(Map.of("kind", "spark", "queue", "default", "driverMemory", "2G"))
                            .id());
        }
        awaitReady(2);

        clock.advance(Duration.ofMinutes(11));
        awaitReady(1);
        assertThat(launcher.warmDrivers()).hasSize(1);
    }

    @Test
    void aDriverThatIsTakenBeforeAnybodyLookedIsNotHeld() {
        for (int i = 0; i < 5; i++) {
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(SOON)
                    .until(() -> metric("hearth_pool_drivers{state=\"ready\"}") == 1);
            FakeDriver warm = launcher.warmDrivers().get(0);

            SessionView session = idle(Map.of("kind", "spark", "queue", "default"));

            assertThat(launcher.driverOf(session.id())).contains(warm);
            awaitResumed(warm);
            gateway.client().deleteSession(session.id());
            clock.advance(Duration.ofSeconds(3));
        }
    }

    @Test
    void aWarmUpIsPausedWhileASessionStartsOrRunsAStatement() {
        gateway.stop();
        launcher.dialling(Dialling.NEVER);
        start("default=1-1, *=0-2");
        await().atMost(SOON).untilAsserted(() -> {
            gateway.lookAfterPool();
            assertThat(launcher.warmDrivers()).hasSize(1);
        });
        FakeDriver warming = launcher.warmDrivers().get(0);
        assertThat(launcher.isPaused(warming)).isFalse();

        launcher.dialling(Dialling.AT_ONCE);
        SessionView session = idle(Map.of("kind", "spark", "queue", "test_cluster"));
        await().atMost(SOON).until(() -> launcher.isPaused(warming));
        clock.advance(Duration.ofSeconds(1));
        gateway.lookAfterPool();
        assertThat(launcher.isPaused(warming)).isTrue();
        clock.advance(Duration.ofSeconds(1));
        awaitResumed(warming);

        int statement = gateway.client().submit(session.id(), FakeDriver.HANG).id();
        await().atMost(SOON).until(() -> launcher.isPaused(warming));
        // Not so long that the driver's connection counts as silent.
        clock.advance(Duration.ofSeconds(4));
        gateway.lookAfterPool();
        assertThat(launcher.isPaused(warming)).isTrue();
        gateway.client().cancel(session.id(), statement);
        gateway.client().awaitSession(session.id(), view -> view.state() == SessionState.IDLE, SOON);
        clock.advance(Duration.ofSeconds(3));
        awaitResumed(warming);
    }

    /** What a session's start ordered may still be on its way, and pauses it once more. */
    private void awaitResumed(FakeDriver driver) {
        await().atMost(SOON).untilAsserted(() -> {
            gateway.lookAfterPool();
            assertThat(launcher.isPaused(driver)).isFalse();
        });
    }

    @Test
    void driversOfThePoolGiveWayToSessionsThatNeedTheMemory() {
        awaitReady(1);
        MemorySize one = MemorySize.ofGibibytes(7);
        launcher.limitMemory(one.plus(MemorySize.ofMebibytes(512)));

        idle(Map.of("kind", "spark", "queue", "test_cluster", "driverMemory", "4G"));

        await().atMost(SOON).until(() -> launcher.warmDrivers().isEmpty());
        clock.advance(Duration.ofSeconds(5));
        gateway.lookAfterPool();
        assertThat(launcher.warmDrivers()).isEmpty();
    }

    @Test
    void driversOfThePoolGiveWayToSessionsThatNeedTheQueue() {
        awaitReady(1);

        for (int i = 0; i < 4; i++) {
            idle(Map.of("kind", "spark", "queue", "default", "sc_type", "B"));
        }

        await().atMost(SOON).until(() -> launcher.warmDrivers().isEmpty());
    }

    @Test
    void aDriverThatDiesInThePoolIsReplacedLater() {
        awaitReady(1);
        FakeDriver first = launcher.warmDrivers().get(0);

        first.exit(137);

        await().atMost(SOON).until(() -> metric("hearth_pool_deaths_total") == 1);
        gateway.lookAfterPool();
        assertThat(launcher.warmDrivers()).isEmpty();
        awaitReady(1);
        assertThat(launcher.warmDrivers()).doesNotContain(first);
    }

    @Test
    void aSessionWhoseWarmDriverDiesBeforeItServesGetsAnother() {
        awaitReady(1);
        FakeDriver warm = launcher.warmDrivers().get(0);
        warm.takeNoSessions();

        String id = gateway.client().createSession(USUAL).id();
        await().atMost(SOON).until(() -> warm.heard().stream().anyMatch(GatewayFrame.OpenSession.class::isInstance));
        warm.exit(137);

        gateway.client().awaitSession(id, view -> view.state() == SessionState.IDLE, SOON);
        assertThat(launcher.driverOf(id)).isPresent().get().isNotEqualTo(warm);
    }

    @Test
    void aKilledGatewaysWarmDriversServeTheNextOne() {
        awaitReady(1);
        FakeDriver warm = launcher.warmDrivers().get(0);

        gateway.kill();
        start("default=1-3");
        warm.dialTo(gateway.address()).join();
        await().atMost(SOON).until(warm::isWelcome);
        SessionView session = idle(USUAL);

        assertThat(launcher.driverOf(session.id())).contains(warm);
    }

    @Test
    void aKilledGatewaysUnfinishedWarmUpsAreDropped() {
        gateway.stop();
        launcher.dialling(Dialling.NEVER);
        start("default=1-1, *=0-2");
        await().atMost(SOON).untilAsserted(() -> {
            gateway.lookAfterPool();
            assertThat(launcher.warmDrivers()).hasSize(1);
        });
        FakeDriver warming = launcher.warmDrivers().get(0);

        gateway.kill();
        launcher.dialling(Dialling.AT_ONCE);
        start("");

        await().atMost(SOON).until(() -> !launcher.livingDrivers().contains(warming));
    }

    @Test
    void aDriverThatSaysTwiceThatItIsWarmIsCountedOnce() {
        awaitReady(1);
        FakeDriver warm = launcher.warmDrivers().get(0);
        warm.report(new DriverFrame.Warm());

        assertThat(idle(USUAL).id()).isNotEmpty();
        assertThat(metric("hearth_pool_warm_up_seconds_count")).isEqualTo(1);
    }
}
