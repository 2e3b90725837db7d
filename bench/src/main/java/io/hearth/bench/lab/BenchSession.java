package io.hearth.bench.lab;

import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** A session, and a connection of its own to call it. Not thread-safe. */
public final class BenchSession implements AutoCloseable {

    private static final Map<String, String> FIELDS = Map.of("kind", "spark", "queue", "default");

    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STATEMENT = Duration.ofMinutes(2);

    private final KeepAliveConnection connection;
    private final String path;
    private final double secondsToIdle;

    private BenchSession(KeepAliveConnection connection, String path, double secondsToIdle) {
        this.connection = connection;
        this.path = path;
        this.secondsToIdle = secondsToIdle;
    }

    /** Creates a session as a client does that asks for nothing in particular, and waits until it is idle. */
    static BenchSession start(KeepAliveConnection connection, String sessions) throws IOException {
        Answer created = connection.post(sessions, JsonMapper.shared().writeValueAsString(FIELDS));
        String path = sessions + "/" + created.text("id");
        Answer settled = Poll.until(() -> connection.get(path), answer -> hasSettled(state(answer)), START);
        if (state(settled) != SessionState.IDLE) {
            throw new IOException("the session did not start: " + settled.body());
        }
        return new BenchSession(connection, path, (settled.receivedAt() - created.sentAt()) / 1e9);
    }

    /** A session that is there, and that stays when this is closed. */
    static BenchSession of(KeepAliveConnection connection, String path) {
        return new BenchSession(connection, path, 0);
    }

    private static boolean hasSettled(SessionState state) {
        return state == SessionState.IDLE || state.isFinal();
    }

    private static SessionState state(Answer answer) {
        return SessionState.ofWireName(answer.text("state")).orElseThrow();
    }

    /** From the first byte of the POST that created it to the last byte of the answer that called it idle; 0 for one that was there. */
    public double secondsToIdle() {
        return secondsToIdle;
    }

    /** The path of the session, from the first slash on. */
    public String path() {
        return path;
    }

    /** Submits a statement and waits for its end with {@code ?wait=}. Throws unless it ended well. */
    public StatementTimes run(String code) throws IOException {
        Answer posted = post(code);
        return times(posted, await(posted));
    }

    /** Submits a statement and asks again and again whether it is over. Throws unless it ended well. */
    public StatementTimes runPolling(String code) throws IOException {
        Answer posted = post(code);
        String statement = path(posted);
        Answer over = Poll.until(() -> connection.get(statement), answer -> isOver(answer.text("state")), STATEMENT);
        return times(posted, requireAvailable(over));
    }

    private static StatementTimes times(Answer posted, Answer over) {
        return new StatementTimes(
                posted.millis(),
                (over.receivedAt() - posted.sentAt()) / 1e6,
                over.json().path("output").path("data").path("text/plain").asString(""));
    }

    /**
     * Submits a statement that prints the time, milliseconds since the epoch, and follows it over another connection, which
     * is closed.
     *
     * @param printed finds that time, as its first group, and nothing in the code
     * @return how long ago that was when the first line that has it was read, milliseconds
     */
    public double runFollowed(KeepAliveConnection follower, String code, Pattern printed) throws IOException {
        Answer posted = post(code);
        try (follower) {
            follower.begin(path(posted) + "/stream");
            while (true) {
                Matcher found = printed.matcher(follower.readLine());
                if (found.find()) {
                    double age = System.currentTimeMillis() - Long.parseLong(found.group(1));
                    await(posted);
                    return age;
                }
            }
        }
    }

    /** Shows that the client is there: a connection that is silent for long is closed. */
    public void touch() throws IOException {
        connection.get(path);
    }

    /** Submits a statement. */
    public Answer post(String code) throws IOException {
        return connection.post(path + "/statements", JsonMapper.shared().writeValueAsString(Map.of("code", code)));
    }

    /**
     * Waits until a statement is over. Throws unless it ended well.
     *
     * @param posted the answer to its POST
     */
    public Answer await(Answer posted) throws IOException {
        String statement = path(posted) + "?wait=60";
        long deadline = System.nanoTime() + STATEMENT.toNanos();
        Answer answer = connection.get(statement);
        while (!isOver(answer.text("state"))) {
            if (System.nanoTime() > deadline) {
                throw new IOException("not within %d s: %s".formatted(STATEMENT.toSeconds(), answer.body()));
            }
            answer = connection.get(statement);
        }
        return requireAvailable(answer);
    }

    private String path(Answer posted) throws IOException {
        return path + "/statements/" + posted.json().required("id").asInt();
    }

    private static Answer requireAvailable(Answer over) throws IOException {
        if (!over.text("state").equals(StatementState.AVAILABLE.wireName())) {
            throw new IOException("the statement failed: " + over.body());
        }
        return over;
    }

    private static boolean isOver(String state) {
        return !state.equals(StatementState.WAITING.wireName())
                && !state.equals(StatementState.RUNNING.wireName())
                && !state.equals(StatementState.CANCELLING.wireName());
    }

    /** Begins the end of the session. */
    @Override
    public void close() throws IOException {
        try (connection) {
            connection.delete(path);
        }
    }
}
