package io.hearth.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.EndCause;
import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.api.channel.Protocol;
import io.hearth.cli.client.Exchange;
import io.hearth.cli.client.HearthClient;
import io.hearth.cli.client.SessionView;
import io.hearth.cli.client.StatementView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A session on a gateway, and its driver's process on this machine. */
final class LiveSession {

    private static final Pattern LAUNCHED = Pattern.compile("process ([0-9]+)");

    private final HearthClient client;
    private final String id;

    private LiveSession(HearthClient client, String id) {
        this.client = client;
        this.id = id;
    }

    static LiveSession create(HearthClient client, Map<String, ?> request) {
        return new LiveSession(client, client.createSession(request).id());
    }

    /** One that was created by other means. */
    static LiveSession of(HearthClient client, String id) {
        return new LiveSession(client, id);
    }

    static LiveSession idle(HearthClient client, Map<String, ?> request) {
        return create(client, request).awaitIdle();
    }

    /** The same session on another gateway. */
    LiveSession on(HearthClient other) {
        return new LiveSession(other, id);
    }

    String id() {
        return id;
    }

    SessionView view() {
        return client.session(id);
    }

    SessionState state() {
        return view().state();
    }

    LiveSession awaitIdle() {
        SessionView settled = client.awaitSettled(id, Distribution.START);
        assertThat(settled.state())
                .as(() -> String.join("\n", client.log(id, 100)))
                .isEqualTo(SessionState.IDLE);
        return this;
    }

    /** Waits for the end of one that does not get ready. */
    LiveSession over() {
        client.awaitSession(id, view -> view.state().isFinal(), Distribution.START);
        return this;
    }

    StatementView run(String code) {
        return client.run(id, code, Distribution.RUN);
    }

    StatementView submit(String code) {
        return client.submit(id, code);
    }

    /** Submits code and waits until it runs. */
    int begin(String code) {
        int number = submit(code).id();
        client.awaitStatement(id, number, view -> view.state() == StatementState.RUNNING, Distribution.RUN);
        return number;
    }

    StatementView statement(int number) {
        return client.statement(id, number);
    }

    StatementView awaitStatement(int number) {
        return client.awaitStatement(id, number, Distribution.RUN);
    }

    /** Waits until what a statement printed is where it outlives its driver; while one runs, its code may yet have to begin. */
    void awaitPrinted(int number, String text) {
        Path file = driver().workDirectory().resolve("output-" + id + "-" + number);
        await().atMost(Distribution.RUN)
                .until(() -> Files.exists(file) && Files.readString(file).contains(text));
    }

    /** Waits until no job runs in its Spark, which is told of the end of a job after who waited for it. */
    void awaitNoJobs() {
        await().atMost(Distribution.END)
                .untilAsserted(() -> assertThat(
                                run("sc.statusTracker.getActiveJobIds().toList").text())
                        .endsWith(": List[Int] = List()"));
    }

    /** Runs a statement for so long that the driver hears, with its heartbeats, of every gateway that there is. */
    void hearOfGateways() {
        run("Thread.sleep(%d)".formatted(3 * Protocol.HEARTBEAT_MILLIS));
    }

    /** Its driver, the newest if there were several; waits for the launch. */
    LiveDriver driver() {
        long pid = await().atMost(Distribution.START).until(this::launchedProcess, found -> found > 0);
        return new LiveDriver(pid, Processes.workingDirectory(pid).resolve("..").normalize());
    }

    private long launchedProcess() {
        return client.events(id)
                .path("events")
                .valueStream()
                .filter(event -> event.path("name").asString().equals("launched"))
                .map(event -> LAUNCHED.matcher(event.path("detail").asString()))
                .filter(Matcher::matches)
                .map(matcher -> Long.parseLong(matcher.group(1)))
                .reduce(0L, (earlier, later) -> later);
    }

    /** Waits for the end and looks at everything that a caller is told about it. */
    void assertEnded(SessionState state, EndCause cause) {
        SessionView ended = client.awaitSession(id, view -> view.state().isFinal(), Distribution.END);
        JsonNode told = client.events(id);
        assertThat(ended.state()).as(told.toString()).isEqualTo(state);
        assertThat(told.path("cause").path("name").asString()).isEqualTo(cause.name());
        assertThat(told.path("cause").path("sentence").asString()).isEqualTo(cause.sentence());
        assertThat(told.path("cause").path("advice").asString()).isEqualTo(cause.advice());
        JsonNode last = told.path("events").get(told.path("events").size() - 1);
        assertThat(last.path("name").asString()).isEqualTo("ended");
        assertThat(last.path("detail").asString()).startsWith(cause.name() + ": ");
        assertThat(client.log(id, 1).get(0)).contains("ended: " + cause.name(), cause.advice());
        assertThat(ended.log()).anyMatch(line -> line.contains("ended: " + cause.name()));
        Exchange refused =
                client.exchange("POST", client.sessions() + "/" + id + "/statements", "{\"code\": \"1\"}", Map.of());
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("error_code").asString()).isEqualTo("DLI.0007");
        assertThat(refused.json().path("error_msg").asString()).contains(state.wireName(), cause.name());
    }

    /** A driver's process, known by number so that it can be asked for after its end. */
    record LiveDriver(long pid, Path workDirectory) {

        void assertGone() {
            await().atMost(Distribution.CLEAN).untilAsserted(() -> {
                assertThat(Processes.inSessionOf(pid)).isEmpty();
                assertThat(workDirectory).doesNotExist();
            });
        }
    }
}
