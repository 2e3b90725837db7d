package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.MemorySize;
import io.hearth.api.SessionState;
import io.hearth.cli.client.Exchange;
import io.hearth.testkit.AdmissionModel.Asked;
import io.hearth.testkit.AdmissionModel.MadeQueue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Thousands of random creations, statements, ends, deaths and restarts, after each of which nothing may be over-committed,
 * and after all of which everything must have been given back. {@code -Dhearth.seed=N} repeats one run.
 */
class AdmissionPropertyTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String QUEUES = "/v1.0/default/queues";
    private static final List<String> NAMES = List.of("red", "green", "blue", "white");
    private static final int BUDGET = 24;
    private static final int MOST_OPEN = 40;

    @TempDir
    Path data;

    private final HandClock clock = new HandClock();
    private final FakeLauncher launcher = new FakeLauncher();
    private final AdmissionModel model = new AdmissionModel(BUDGET);
    private final List<Asked> open = new ArrayList<>();
    private Random random = new Random(0);
    private @Nullable TestGateway gateway;

    static LongStream seeds() {
        Long one = Long.getLong("hearth.seed");
        return one == null ? LongStream.of(1, 2) : LongStream.of(one);
    }

    int steps() {
        return 1500;
    }

    /** The settings of the database that this test runs on; the same ones each time it is asked. */
    Map<String, String> database() {
        return Map.of();
    }

    @AfterEach
    void stop() {
        gateway().stop();
    }

    private TestGateway gateway() {
        if (gateway == null) {
            Map<String, String> settings = new HashMap<>(database());
            settings.put("driver.lease", "60s");
            gateway = TestGateway.start(data, settings, launcher, clock);
        }
        return gateway;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsOverCommittedAndNothingLeaks(long seed) {
        random = new Random(seed);
        launcher.limitMemory(MemorySize.ofGibibytes(BUDGET));
        String last = "the start";
        int step = 0;
        try {
            for (; step < steps(); step++) {
                last = step();
                model.check(launcher);
                if (step % 10 == 0) {
                    forgetFinished();
                    // who waits is asked last: a session that still waits then waited when the others had started
                    List<Asked> started = inState(false);
                    model.checkOrder(inState(true), started);
                }
                if (step % 20 == 19) {
                    last = "waiting for rest";
                    awaitRest();
                }
            }
            last = "the end";
            assertEverythingIsGivenBack();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ", step " + step + " (" + last + "): " + e.getMessage(), e);
        }
    }

    private String step() {
        int dice = random.nextInt(100);
        if (dice < 38) {
            return open.size() < MOST_OPEN ? create() : delete();
        } else if (dice < 52) {
            return submit(random.nextInt(6) == 0 ? FakeDriver.HANG : "echo");
        } else if (dice < 55) {
            return submit("exit " + random.nextInt(4));
        } else if (dice < 73) {
            return delete();
        } else if (dice < 80) {
            return dies();
        } else if (dice < 85) {
            return isCutOff();
        } else if (dice < 90) {
            return timePasses();
        } else if (dice < 98) {
            return random.nextBoolean() ? makeQueue() : deleteQueue();
        }
        return restart();
    }

    private String create() {
        List<MadeQueue> queues = model.queues();
        if (queues.isEmpty()) {
            return makeQueue();
        }
        MadeQueue queue = queues.get(random.nextInt(queues.size()));
        int units = 2 + random.nextInt((int) queue.computeUnits());
        int gibibytes = 1 + random.nextInt(4);
        int priority = random.nextInt(3) == 0 ? 1 + random.nextInt(10) : 3;
        Exchange made = gateway()
                .client()
                .exchange(
                        "POST",
                        gateway().client().sessions(),
                        """
                {"kind": "spark", "queue": "%s", "driverCores": 1, "executorCores": 1, "driverMemory": "%dG",
                 "executorMemory": "512M", "numExecutors": %d, "conf": {"spark.dli.job.priority": "%d"},
                 "heartbeatTimeoutInSecond": %d}""".formatted(queue.name(), gibibytes, units - 1, priority, 20 + random.nextInt(100)),
                        Map.of());
        if (units > queue.computeUnits()) {
            assertThat(made.json().path("error_code").asString()).isEqualTo("DLI.1028");
            return "asked for more than queue " + queue;
        }
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        Asked session = model.asked(made.json().path("id").asString(), queue, units, gibibytes, priority);
        open.add(session);
        return "created " + session;
    }

    private String submit(String code) {
        if (open.isEmpty()) {
            return "nobody to talk to";
        }
        String id = any().id();
        Exchange ignored = gateway()
                .client()
                .exchange(
                        "POST",
                        gateway().client().sessions() + "/" + id + "/statements",
                        "{\"code\": \"" + code + "\"}",
                        Map.of());
        return code + " on " + id + " gave " + ignored.status();
    }

    private String delete() {
        if (open.isEmpty()) {
            return "nobody to delete";
        }
        String id = any().id();
        gateway().client().deleteSession(id);
        return "deleted " + id;
    }

    private String dies() {
        if (open.isEmpty()) {
            return "nobody to die";
        }
        String id = any().id();
        launcher.driverOf(id).ifPresent(driver -> driver.exit(137));
        return "the driver of " + id + " died";
    }

    private String isCutOff() {
        if (open.isEmpty()) {
            return "nobody to cut off";
        }
        String id = any().id();
        launcher.driverOf(id).ifPresent(FakeDriver::cut);
        if (random.nextBoolean()) {
            launcher.driverOf(id).ifPresent(AdmissionPropertyTest::dialOrExit);
        }
        return "the driver of " + id + " was cut off";
    }

    private String timePasses() {
        Duration time = Duration.ofSeconds(random.nextInt(15));
        clock.advance(time);
        gateway().look();
        return "waited " + time;
    }

    private String makeQueue() {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        int units = 4 + random.nextInt(20);
        Exchange made = gateway()
                .client()
                .exchange(
                        "POST", QUEUES, "{\"queue_name\": \"%s\", \"cu_count\": %d}".formatted(name, units), Map.of());
        boolean known = model.queues().stream().anyMatch(queue -> queue.name().equals(name));
        assertThat(made.status()).as(made.body()).isEqualTo(known ? 400 : 200);
        if (!known) {
            model.made(name, units);
        }
        return "made queue " + name + ": " + made.status();
    }

    private String deleteQueue() {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        Exchange deleted = gateway().client().exchange("DELETE", QUEUES + "/" + name, null, Map.of());
        if (deleted.status() == 200) {
            model.deleted(name);
            for (Asked session : open) {
                if (session.queue().name().equals(name)) {
                    SessionState state = state(session);
                    assertThat(state.isFinal() || state == SessionState.SHUTTING_DOWN)
                            .as("%s is %s though its queue could be deleted", session, state)
                            .isTrue();
                }
            }
        }
        return "deleted queue " + name + ": " + deleted.status();
    }

    private String restart() {
        gateway().kill();
        gateway = null;
        gateway();
        launcher.livingDrivers().forEach(driver -> {
            var unused = driver.dialTo(gateway().address()).exceptionally(refused -> {
                driver.exit(1);
                return null;
            });
        });
        return "restarted the gateway";
    }

    /** As a real driver does: one that is refused has no session any more. */
    private static void dialOrExit(FakeDriver driver) {
        var unused = driver.dial().exceptionally(refused -> {
            driver.exit(1);
            return null;
        });
    }

    private Asked any() {
        return open.get(random.nextInt(open.size()));
    }

    private SessionState state(Asked session) {
        return gateway().sessions().find("default", session.id()).state();
    }

    private void forgetFinished() {
        open.removeIf(session -> state(session).isFinal());
    }

    private List<Asked> inState(boolean waiting) {
        return open.stream()
                .filter(session -> {
                    SessionState state = state(session);
                    return !state.isFinal() && (state == SessionState.NOT_STARTED) == waiting;
                })
                .toList();
    }

    private void awaitRest() {
        await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> {
            forgetFinished();
            return model.isFull(inState(true), inState(false));
        });
    }

    private void assertEverythingIsGivenBack() {
        open.forEach(session -> gateway().client().deleteSession(session.id()));
        await().atMost(SOON).until(() -> {
            forgetFinished();
            return open.isEmpty();
        });
        for (MadeQueue queue : model.queues()) {
            Exchange all = gateway()
                    .client()
                    .exchange(
                            "POST",
                            gateway().client().sessions(),
                            """
                    {"kind": "spark", "queue": "%s", "driverCores": 1, "executorCores": 1, "driverMemory": "%dG",
                     "executorMemory": "512M", "numExecutors": %d}""".formatted(queue.name(), Math.min(BUDGET, 4), queue.computeUnits() - 1),
                            Map.of());
            assertThat(all.json().path("state").asString()).as(all.body()).isEqualTo("starting");
        }
        long rest = BUDGET - 4L * model.queues().size();
        Exchange memory =
                gateway().client().exchange("POST", gateway().client().sessions(), """
                {"kind": "spark", "queue": "default", "driverMemory": "%dG"}""".formatted(rest), Map.of());
        assertThat(memory.json().path("state").asString()).as(memory.body()).isEqualTo("starting");
        assertThat(launcher.alive()).isEqualTo(model.queues().size() + 1);
    }
}
