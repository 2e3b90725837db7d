package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.api.channel.KeptText;
import io.hearth.api.channel.Protocol;
import io.hearth.api.channel.StatementOutcome;
import io.hearth.cli.client.Exchange;
import io.hearth.cli.client.StatementView;
import io.hearth.server.session.PrintedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What statements printed, fetched as a whole: from the row, or from the object store where drivers put it. */
class OutputTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String EXTENT = "X-Hearth-Extent";

    @TempDir
    Path data;

    private final FakeLauncher launcher = new FakeLauncher();
    private TestGateway gateway;
    private String session = "";

    @BeforeEach
    void start() {
        gateway = startGateway();
        session = idleSession();
    }

    private TestGateway startGateway() {
        Map<String, String> settings = new HashMap<>(database());
        settings.put("statement.output-quota", "1000k");
        settings.put("session.output-quota", "1500k");
        return TestGateway.start(data, settings, launcher, Clock.systemUTC());
    }

    /** The settings of the database that this test runs on. */
    Map<String, String> database() {
        return Map.of();
    }

    @AfterEach
    void stop() {
        gateway.stop();
    }

    private String idleSession() {
        String id = gateway.client()
                .createSession(Map.of("kind", "spark", "queue", "default"))
                .id();
        gateway.client().awaitSession(id, view -> view.state() == SessionState.IDLE, SOON);
        return id;
    }

    private FakeDriver driver() {
        return launcher.driverOf(session).orElseThrow();
    }

    private int hang() {
        int number = gateway.client().submit(session, FakeDriver.HANG).id();
        gateway.client().awaitStatement(session, number, view -> view.state() == StatementState.RUNNING, SOON);
        return number;
    }

    private StatementView end(int number, StatementOutcome outcome) {
        driver().end(session, number, outcome);
        return gateway.client().awaitStatement(session, number, SOON);
    }

    private String path(int number, String from) {
        return gateway.client().sessions() + "/" + session + "/statements/" + number + "/output" + from;
    }

    /** Held to the contract; for text only. */
    private Exchange output(int number, String from) {
        return gateway.client().exchange("GET", path(number, from), null, Map.of());
    }

    private HttpResponse<byte[]> bytes(int number, long from) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(gateway.address().resolve(path(number, "?from=" + from)))
                .header("X-Auth-Token", gateway.client().issueToken())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    }

    private static void assertIs(HttpResponse<byte[]> answer, String extent, long length, byte[] body) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue(EXTENT)).contains(extent);
        assertThat(answer.headers().firstValueAsLong(Protocol.LENGTH_HEADER)).hasValue(length);
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(body.length);
        assertThat(answer.body()).isEqualTo(body);
    }

    private int put(int number, long from, byte[] piece) throws ExecutionException, InterruptedException {
        return driver().put(session, number, from, piece).get().statusCode();
    }

    private static byte[] text(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static StatementOutcome cut(long kept, boolean quota) {
        return StatementOutcome.ok("begin\n… output cut").cut(new KeptText(kept, quota));
    }

    private long objects() {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("/outputs/"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aShortTextIsWhatIsShownAndTakesNoObject() {
        int number = gateway.client().run(session, "zwei 火 und", SOON).id();

        Exchange whole = output(number, "");
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.headers().firstValue("Content-Type")).hasValue("text/plain;charset=utf-8");
        assertThat(whole.body()).isEqualTo("zwei 火 und");
        assertThat(whole.headers().firstValue(EXTENT)).hasValue("complete");
        assertThat(whole.headers().firstValue(Protocol.LENGTH_HEADER)).hasValue("12");
        assertThat(output(number, "?from=5").body()).isEqualTo("火 und");
        assertThat(output(number, "?from=12").body()).isEmpty();
        assertThat(objects()).isZero();
    }

    @Test
    void ofARunningStatementThereIsNothingOrThePiecesThatCame() throws Exception {
        int number = hang();
        assertThat(output(number, "").headers().firstValue(EXTENT)).hasValue("more");
        assertThat(output(number, "").body()).isEmpty();

        byte[] piece = text(10_000);
        assertThat(put(number, 0, piece)).isEqualTo(204);

        assertIs(bytes(number, 0), "more", 10_000, piece);
        assertIs(bytes(number, 10_000), "more", 10_000, new byte[0]);
    }

    @Test
    void piecesMakeExactlyWhatWasPrintedFromWhereverOneBegins() throws Exception {
        byte[] all = text(300_000);
        int number = hang();
        assertThat(put(number, 0, Arrays.copyOf(all, 100_000))).isEqualTo(204);
        StatementView ended = end(number, cut(all.length, false));
        assertThat(ended.json().at("/output/truncated").asBoolean()).isTrue();
        assertThat(bytes(number, 0).headers().firstValue(EXTENT)).contains("more");

        assertThat(put(number, 100_000, Arrays.copyOfRange(all, 100_000, 200_001)))
                .isEqualTo(204);
        assertThat(put(number, 200_001, Arrays.copyOfRange(all, 200_001, all.length)))
                .isEqualTo(204);

        for (int from : new int[] {0, 1, 99_999, 100_000, 100_001, 200_000, 200_001, 299_999, 300_000}) {
            assertIs(bytes(number, from), "complete", all.length, Arrays.copyOfRange(all, from, all.length));
        }
    }

    @Test
    void aPieceCountsOnceAndOnlyWhereTheTextEnds() throws Exception {
        byte[] all = text(30_000);
        int number = hang();
        assertThat(put(number, 5, all)).isEqualTo(409);
        assertThat(put(number, 0, Arrays.copyOf(all, 20_000))).isEqualTo(204);
        assertThat(put(number, 0, all)).isEqualTo(409);

        HttpResponse<String> asked =
                driver().put(session, number, 7, new byte[0]).get();
        assertThat(asked.statusCode()).isEqualTo(409);
        assertThat(asked.headers().firstValue(Protocol.LENGTH_HEADER)).hasValue("20000");
        assertThat(put(number, 20_000, new byte[0])).isEqualTo(204);

        assertIs(bytes(number, 0), "more", 20_000, Arrays.copyOf(all, 20_000));
        assertThat(objects()).isEqualTo(1);
    }

    @Test
    void onlyTheDriverOfTheSessionPutsAndOnlyForItsStatements() throws Exception {
        int number = hang();
        FakeDriver mine = driver();
        String first = session;
        session = idleSession();
        FakeDriver other = driver();
        byte[] piece = text(10);

        assertThat(other.put(first, number, 0, piece).get().statusCode()).isEqualTo(404);
        assertThat(mine.put(first, number + 1, 0, piece).get().statusCode()).isEqualTo(404);
        assertThat(mine.put(first, number, -1, piece).get().statusCode()).isEqualTo(400);
        assertThat(mine.put("../" + first, number, 0, piece).get().statusCode()).isGreaterThanOrEqualTo(400);
        FakeDriver stranger =
                new FakeDriver(HttpClient.newHttpClient(), gateway.address(), "someone", "else", code -> {});
        assertThat(stranger.put(first, number, 0, piece).get().statusCode()).isEqualTo(401);
        assertThat(mine.put(first, number, 0, new byte[Protocol.MAX_PIECE_BYTES + 1])
                        .get()
                        .statusCode())
                .isEqualTo(413);
        assertThat(objects()).isZero();
    }

    @Test
    void quotasHoldWhateverDriversSay() throws Exception {
        byte[] all = text(1_000 << 10);
        int number = hang();
        assertThat(put(number, 0, all)).isEqualTo(204);
        assertThat(put(number, all.length, new byte[1])).isEqualTo(413);
        end(number, cut(all.length, true));
        assertIs(bytes(number, 0), "cut", all.length, all);

        int next = hang();
        assertThat(put(next, 0, text((500 << 10) + 1))).isEqualTo(413);
        assertThat(put(next, 0, text(500 << 10))).isEqualTo(204);
        end(next, cut(500 << 10, true));

        assertThat(bytes(next, 0).headers().firstValue(EXTENT)).contains("cut");
    }

    @Test
    void ofATextThatNobodyKeptWhatIsShownIsThere() {
        int number = hang();
        end(number, StatementOutcome.ok("begin\n… output cut").cut(null));

        Exchange answer = output(number, "");

        assertThat(answer.body()).isEqualTo("begin\n… output cut");
        assertThat(answer.headers().firstValue(EXTENT)).hasValue("cut");
    }

    @Test
    void aTextIsThereAfterItsDriverAndItsGateway() throws Exception {
        byte[] all = text(200_000);
        int number = hang();
        put(number, 0, Arrays.copyOf(all, 150_000));
        gateway.kill();
        gateway = startGateway();
        driver().dialTo(gateway.address()).get();
        assertThat(put(number, 150_000, Arrays.copyOfRange(all, 150_000, all.length)))
                .isEqualTo(204);
        end(number, cut(all.length, false));
        gateway.client().deleteSession(session);
        gateway.client().awaitSession(session, view -> view.state() == SessionState.SUCCESS, SOON);
        gateway.kill();
        gateway = startGateway();

        assertIs(bytes(number, 0), "complete", all.length, all);
    }

    @Test
    void whatADeadDriverDidNotBringIsSaidToBeCut() throws Exception {
        int number = hang();
        byte[] piece = text(5_000);
        put(number, 0, piece);
        launcher.print(session, number, new PrintedText("begin", new KeptText(9_000, false)));
        driver().exit(1);
        gateway.client().awaitSession(session, view -> view.state() == SessionState.DEAD, SOON);

        assertThat(gateway.client()
                        .statement(session, number)
                        .json()
                        .at("/output/truncated")
                        .asBoolean())
                .isTrue();
        assertIs(bytes(number, 0), "cut", 5_000, piece);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "", "1.5", "4", "9999999999999999999999"})
    void anOffsetThatIsNoneIsRefusedNamingWhatWouldBeRight(String from) {
        int number = gateway.client().run(session, "abc", SOON).id();

        Exchange answer = output(number, "?from=" + from);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error_code").asString()).isEqualTo("DLI.0001");
        assertThat(answer.json().path("error_msg").asString()).contains("from", "an integer from 0 to 3", from);
    }

    @Test
    void whatIsNotThereIsNotFoundAndOthersProjectsHaveNothing() {
        int number = gateway.client().run(session, "abc", SOON).id();

        assertThat(output(number + 1, "").status()).isEqualTo(404);
        String elsewhere = path(number, "").replace("/v2.0/default/", "/v2.0/elsewhere/");
        assertThat(gateway.client().exchange("GET", elsewhere, null, Map.of()).status())
                .isEqualTo(404);
    }
}
