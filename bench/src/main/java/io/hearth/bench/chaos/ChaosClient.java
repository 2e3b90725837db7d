package io.hearth.bench.chaos;

import io.hearth.bench.chaos.Evidence.EndTold;
import io.hearth.bench.chaos.Evidence.Refusal;
import io.hearth.bench.chaos.Evidence.SessionTold;
import io.hearth.bench.chaos.Evidence.StatementTold;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that makes sessions, runs statements in them, cancels some, and deletes the sessions, one after the other, until it is stopped. */
final class ChaosClient implements Runnable {

    private static final Set<String> FINAL = Set.of("available", "error", "cancelled");
    private static final int MOST_STATEMENTS = 6;
    private static final long STATEMENT_NANOS = 120_000_000_000L;

    private final String name;
    private final String sessions;
    private final String queue;
    private final ChaosCaller caller;
    private final Random random;
    private final Evidence evidence;
    private final AtomicBoolean stopped;
    private int counter;

    /**
     * @param name is in all that it sends, and no other client's
     * @param sessions the path of the project's sessions
     */
    ChaosClient(
            String name,
            String sessions,
            String queue,
            ChaosCaller caller,
            Random random,
            Evidence evidence,
            AtomicBoolean stopped) {
        this.name = name;
        this.sessions = sessions;
        this.queue = queue;
        this.caller = caller;
        this.random = random;
        this.evidence = evidence;
        this.stopped = stopped;
    }

    @Override
    public void run() {
        try {
            while (!stopped.get()) {
                useSession();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            evidence.broken("client " + name + " cannot go on: " + e);
        }
    }

    private String next() {
        return name + "-" + ++counter;
    }

    private void useSession() throws IOException, InterruptedException {
        String session = create();
        int last = -1;
        for (int left = 1 + random.nextInt(MOST_STATEMENTS); left > 0; left--) {
            int number = submit(session);
            if (number < 0) {
                break;
            }
            last = number;
            if (random.nextInt(8) == 0) {
                caller.call("POST", sessions + "/" + session + "/statements/" + number + "/cancel", "{}", null);
            }
            if (random.nextInt(2) == 0) {
                awaitEnd(session, number);
            }
        }
        if (last >= 0 && random.nextInt(5) > 0) {
            awaitEnd(session, last);
        }
        caller.call("DELETE", sessions + "/" + session, null, null);
    }

    private String create() throws IOException, InterruptedException {
        String key = next();
        evidence.asked(key);
        String body = """
                {"kind": "spark", "queue": "%s", "name": "%s", "driverMemory": "1G", "driverCores": 1,
                 "executorMemory": "1G", "executorCores": 1, "numExecutors": 1}""".formatted(queue, key);
        Reply reply = caller.call("POST", sessions, body, key);
        if (!reply.isOk()) {
            throw new IOException("a session is refused: " + reply);
        }
        String id = reply.body().required("id").asString();
        evidence.told(new SessionTold(key, id));
        if (random.nextInt(6) == 0) {
            String again =
                    caller.call("POST", sessions, body, key).body().path("id").asString("nothing");
            if (!again.equals(id)) {
                evidence.broken("session " + id + " was made again with the same key, as " + again);
            }
        }
        return id;
    }

    /** The statement's number; -1 when the session takes none any more. */
    private int submit(String session) throws IOException, InterruptedException {
        String key = next();
        String code = code(key);
        String body = JsonMapper.shared().writeValueAsString(Map.of("code", code));
        String path = sessions + "/" + session + "/statements";
        Reply reply = caller.call("POST", path, body, key);
        if (!reply.isOk()) {
            Reply log = caller.call("GET", sessions + "/" + session + "/log", null, null);
            evidence.refused(new Refusal(session, "submit", reply.body() + ", its log: " + log.body()));
            return -1;
        }
        int number = reply.body().required("id").asInt();
        evidence.told(new StatementTold(key, session, number, code));
        if (random.nextInt(6) == 0) {
            int again = caller.call("POST", path, body, key).body().path("id").asInt(-1);
            if (again != number) {
                evidence.broken(
                        "statement " + number + " of " + session + " was made again with the same key, as " + again);
            }
        }
        return number;
    }

    private String code(String word) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> "sleep " + (20 + random.nextInt(1500)) + " " + word;
            case 2 -> "sleep " + (1500 + random.nextInt(4000)) + " " + word;
            case 3 -> "lines " + random.nextInt(200) + " " + word;
            case 4 -> "fail " + word;
            default -> word;
        };
    }

    private void awaitEnd(String session, int number) throws IOException, InterruptedException {
        String path = sessions + "/" + session + "/statements/" + number;
        long deadline = System.nanoTime() + STATEMENT_NANOS;
        while (System.nanoTime() < deadline) {
            Reply reply = caller.call("GET", path + "?wait=5", null, null);
            if (!reply.isOk()) {
                evidence.broken("statement " + number + " of " + session + " is not found: " + reply);
                return;
            }
            String state = reply.body().required("state").asString();
            if (FINAL.contains(state)) {
                JsonNode text = reply.body().path("output").path("data").path("text/plain");
                evidence.told(new EndTold(session, number, state, text.asString("")));
                return;
            }
        }
        evidence.counts().count("statement not over in time");
    }
}
