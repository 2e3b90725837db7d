package io.hearth.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.SessionState;
import io.hearth.cli.client.Exchange;
import io.hearth.cli.client.HearthClient;
import io.hearth.testkit.GatewayProcess;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Rows that were acknowledged are there, whenever the gateway is killed. One driver takes all the room; others wait. */
class DurabilityIT {

    private static final Map<String, String> ROOM_FOR_ONE = Map.of(
            "launch.local.max-heap", "1g",
            "launch.local.memory-budget", "2g",
            "session.max-open", "60",
            "statement.max-waiting", "400");

    private static final String REQUEST =
            "{\"kind\": \"spark\", \"cluster_name\": \"test_cluster\", \"sc_type\": \"A\"}";

    private static final int WRITERS = 4;
    private static final int ROUNDS = 3;
    private static final int SESSIONS_PER_ROUND = 8;
    private static final int STATEMENTS_PER_ROUND = 40;
    private static final int BEYOND = 60;

    @TempDir
    private Path data;

    private final Set<String> sessions = ConcurrentHashMap.newKeySet();
    private final Set<String> unanswered = ConcurrentHashMap.newKeySet();
    private final Set<Integer> statements = ConcurrentHashMap.newKeySet();
    private GatewayProcess gateway;

    @BeforeEach
    void start() {
        gateway = Distribution.gateway(data, ROOM_FOR_ONE);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private static JsonNode create(HearthClient client) {
        return create(client, UUID.randomUUID().toString());
    }

    private static JsonNode create(HearthClient client, String key) {
        Exchange answer = client.exchange("POST", client.sessions(), REQUEST, Map.of("Idempotency-Key", key));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    /** Creates a session; when no answer comes, the key stays among those to ask again with. */
    private void createOnce(HearthClient client) {
        String key = UUID.randomUUID().toString();
        unanswered.add(key);
        sessions.add(create(client, key).path("id").asString());
        unanswered.remove(key);
    }

    /** As clients do that were cut off: some of these sessions are there already, and none is there twice. */
    private void askAgain() {
        for (String key : unanswered) {
            String id = create(gateway.client(), key).path("id").asString();
            assertThat(create(gateway.client(), key).path("id").asString()).isEqualTo(id);
            sessions.add(id);
        }
        unanswered.clear();
        JsonNode list = gateway.client()
                .exchange("GET", gateway.client().sessions() + "?size=1000", null, Map.of())
                .json();
        assertThat(list.path("sessions").findValuesAsString("id")).containsExactlyInAnyOrderElementsOf(sessions);
    }

    @Test
    void whatWasAcknowledgedIsThereAfterAKill() throws InterruptedException {
        JsonNode first = create(gateway.client());
        ObjectNode expected = (ObjectNode) JsonMapper.shared().readTree(SampleAnswer.JSON);
        expected.set("id", first.path("id"));
        expected.set("create_time", first.path("create_time"));
        expected.put("queue", "test_cluster");
        assertThat(first).isEqualTo(expected);
        JsonNode second = create(gateway.client());
        assertThat(second.path("state").asString()).isEqualTo("not_started");
        sessions.add(first.path("id").asString());
        sessions.add(second.path("id").asString());

        for (int round = 1; round <= ROUNDS; round++) {
            killWhileWriting(
                    second.path("id").asString(), 2 + round * SESSIONS_PER_ROUND, round * STATEMENTS_PER_ROUND);
            gateway = Distribution.gateway(data, ROOM_FOR_ONE);
            askAgain();
            assertEverythingIsThere(second.path("id").asString());
        }

        assertLimitsHold(second.path("id").asString());
        for (String id : sessions) {
            gateway.client().deleteSession(id);
        }
        await().atMost(Distribution.END)
                .until(() ->
                        gateway.client().session(first.path("id").asString()).state() == SessionState.SUCCESS);
    }

    /** Kills the gateway in the midst of writing, once so many rows are acknowledged. */
    private void killWhileWriting(String waiting, int sessionsAtLeast, int statementsAtLeast)
            throws InterruptedException {
        HearthClient client = gateway.client();
        List<Callable<Void>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(() -> untilTheGatewayIsGone(() -> {
                if (sessions.size() < sessionsAtLeast) {
                    createOnce(client);
                } else {
                    client.session(waiting);
                }
            }));
            writers.add(() -> untilTheGatewayIsGone(() -> {
                if (statements.size() < statementsAtLeast + BEYOND) {
                    statements.add(client.submit(waiting, "val row = 1").id());
                } else {
                    client.session(waiting);
                }
            }));
        }
        ExecutorService executor = Executors.newFixedThreadPool(writers.size());
        List<Future<Void>> running = writers.stream().map(executor::submit).toList();
        await().atMost(Distribution.RUN)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> sessions.size() >= sessionsAtLeast && statements.size() >= statementsAtLeast);
        gateway.kill();
        executor.shutdown();
        assertThat(running).allSatisfy(writer -> assertThat(writer).succeedsWithin(Distribution.RUN));
    }

    private static @Nullable Void untilTheGatewayIsGone(Runnable call) {
        try {
            while (true) {
                call.run();
            }
        } catch (UncheckedIOException e) {
            // it was killed: what was under way may be there or not
            return null;
        }
    }

    private void assertEverythingIsThere(String waiting) {
        HearthClient client = gateway.client();
        JsonNode list = client.exchange("GET", client.sessions() + "?size=1000", null, Map.of())
                .json();
        Set<String> found = new HashSet<>(list.path("sessions").findValuesAsString("id"));
        assertThat(found).containsAll(sessions).hasSize(list.path("total").asInt());

        JsonNode rows = client.exchange(
                        "GET", client.sessions() + "/" + waiting + "/statements?size=1000", null, Map.of())
                .json();
        List<Integer> numbers = rows.path("statements")
                .valueStream()
                .map(row -> row.path("id").asInt())
                .toList();
        assertThat(numbers)
                .containsAll(statements)
                .isEqualTo(IntStream.range(0, numbers.size()).boxed().toList())
                .hasSize(rows.path("total_statements").asInt());
        // A statement that arrived without its answer counts from now on.
        statements.addAll(numbers);
    }

    private void assertLimitsHold(String waiting) {
        HearthClient client = gateway.client();
        Exchange refused = client.exchange("POST", client.sessions(), REQUEST, Map.of());
        while (refused.status() == 200) {
            sessions.add(refused.json().path("id").asString());
            assertThat(sessions).hasSizeLessThanOrEqualTo(60);
            refused = client.exchange("POST", client.sessions(), REQUEST, Map.of());
        }
        assertThat(refused.json().path("error_code").asString()).isEqualTo("DLI.0009");
        assertThat(refused.json().path("error_msg").asString()).contains("60 open sessions");

        String path = client.sessions() + "/" + waiting + "/statements";
        Exchange statement = client.exchange("POST", path, "{\"code\": \"1\"}", Map.of());
        while (statement.status() == 200) {
            assertThat(statement.json().path("id").asInt()).isLessThan(400);
            statement = client.exchange("POST", path, "{\"code\": \"1\"}", Map.of());
        }
        assertThat(statement.json().path("error_code").asString()).isEqualTo("DLI.0009");
        assertThat(statement.json().path("error_msg").asString()).contains("400 waiting statements");
    }
}
