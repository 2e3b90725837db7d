package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.api.channel.StatementOutcome;
import io.hearth.cli.client.Exchange;
import io.hearth.testkit.EventReader.Event;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers who follow a statement: each gets the whole text, once, whatever breaks meanwhile. */
class StreamTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Map<String, String> REQUEST = Map.of("kind", "spark", "queue", "default");

    /** Thirty times the threads that the gateway has for requests. */
    private static final int CROWD = 2_000;

    @TempDir
    Path data;

    private TestGateway gateway;
    private String session = "";
    private final List<EventReader> readers = new ArrayList<>();

    @BeforeEach
    void start() {
        gateway = TestGateway.start(data);
        session = gateway.client().createSession(REQUEST).id();
        gateway.client().awaitSession(session, view -> view.state() == SessionState.IDLE, SOON);
    }

    @AfterEach
    void stop() {
        readers.forEach(EventReader::close);
        gateway.stop();
    }

    private FakeDriver driver() {
        return gateway.launcher().driverOf(session).orElseThrow();
    }

    private int hang() {
        int number = gateway.client().submit(session, FakeDriver.HANG).id();
        gateway.client().awaitStatement(session, number, view -> view.state() == StatementState.RUNNING, SOON);
        return number;
    }

    private String path(int number) {
        return gateway.client().sessions() + "/" + session + "/statements/" + number + "/stream";
    }

    private EventReader follow(int number, String lastEventId) {
        EventReader reader = EventReader.open(
                gateway.address().resolve(path(number)), gateway.client().issueToken(), lastEventId);
        readers.add(reader);
        return reader;
    }

    private EventReader follow(int number) {
        return follow(number, "");
    }

    private void awaitFollowed(int number) {
        await().atMost(SOON).until(() -> driver().isFollowed(session, number));
    }

    @Test
    void outputProgressAndStatesCome() {
        int number = hang();
        EventReader reader = follow(number);
        awaitFollowed(number);
        driver().print(session, number, "one\r\n");
        driver().print(session, number, "zwei 火\n\n");
        driver().say(new DriverFrame.Progress(session, number, 0.5, new DriverFrame.Work(1, 0, 2, 1, 8, 4, 100)));
        reader.await(event -> event.name().equals("progress"));
        await().atMost(SOON).until(() -> reader.text().endsWith("火\n\n"));
        driver().end(session, number, StatementOutcome.ok("one\r\nzwei 火\n\nand a value"));

        reader.awaitEnd();

        List<Event> events = reader.events();
        assertThat(events.get(0).name()).isEqualTo("state");
        assertThat(events.get(0).json().path("state").asString()).isEqualTo("running");
        assertThat(reader.text()).isEqualTo("one\r\nzwei 火\n\nand a value");
        assertThat(events).extracting(Event::id).doesNotHaveDuplicates();
        assertThat(events.stream()
                        .filter(event -> event.name().equals("progress"))
                        .map(event -> event.json().toString()))
                .containsExactly(
                        "{\"progress\":0.5,\"jobs\":{\"total\":1,\"done\":0},\"stages\":{\"total\":2,\"done\":1},"
                                + "\"tasks\":{\"total\":8,\"done\":4},\"rows\":100}");
        Event last = events.get(events.size() - 1);
        assertThat(last.name()).isEqualTo("state");
        assertThat(last.json())
                .isEqualTo(gateway.client().statement(session, number).json());
        await().atMost(SOON).until(() -> gateway.followed() == 0 && gateway.waiting() == 0);
    }

    @Test
    void driversTellOnlyWhatSomebodyReads() {
        int number = hang();
        driver().print(session, number, "before ");
        assertThat(driver().isFollowed(session, number)).isFalse();

        EventReader first = follow(number);
        awaitFollowed(number);
        EventReader second = follow(number);
        driver().print(session, number, "after");
        await().atMost(SOON)
                .until(() ->
                        first.text().equals("before after") && second.text().equals("before after"));
        first.close();
        second.close();

        // That a reader has gone shows when the next signs of life go out.
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            driver().say(new DriverFrame.Heartbeat());
            return !driver().isFollowed(session, number);
        });
        assertThat(gateway.followed()).isZero();
    }

    @Test
    void aWaitingStatementIsFollowedFromItsStart() {
        int first = hang();
        int second = gateway.client().submit(session, FakeDriver.HANG).id();
        EventReader reader = follow(second);
        reader.await(event -> event.json().path("state").asString().equals("waiting"));

        gateway.client().cancel(session, first);
        awaitFollowed(second);
        driver().print(session, second, "begun");

        await().atMost(SOON).until(() -> reader.text().equals("begun"));
        reader.await(event -> event.json().path("state").asString().equals("running"));
    }

    @Test
    void whoComesAgainMissesNothingAndGetsNothingTwice() {
        int number = hang();
        StringBuilder whole = new StringBuilder();
        StringBuilder seen = new StringBuilder();
        String last = "";
        for (int round = 0; round < 5; round++) {
            EventReader reader = follow(number, last);
            awaitFollowed(number);
            String text = "round " + round + " 🔥\n";
            driver().print(session, number, text);
            whole.append(text);
            String expected = text.substring(text.length() - 3);
            await().atMost(SOON).until(() -> reader.text().endsWith(expected));
            reader.close();
            last = reader.events().get(reader.events().size() - 1).id();
            seen.append(reader.text());
            String missed = "missed " + round;
            driver().print(session, number, missed);
            whole.append(missed);
        }
        driver().end(session, number, StatementOutcome.ok(whole + "the end"));
        gateway.client().awaitStatement(session, number, SOON);

        EventReader reader = follow(number, last);
        reader.awaitEnd();

        assertThat(seen + reader.text()).isEqualTo(whole + "the end");
        String end = reader.events().get(reader.events().size() - 1).id();
        Exchange nothing = gateway.client().exchange("GET", path(number), null, Map.of("Last-Event-ID", end));
        assertThat(nothing.status()).isEqualTo(204);
        assertThat(gateway.client()
                        .exchange("GET", path(number) + "?last_event_id=" + end, null, Map.of())
                        .status())
                .isEqualTo(204);
    }

    @Test
    void aStatementThatIsOverIsToldAsAWhole() {
        String text = "x".repeat(100_000) + "🔥".repeat(50_000);
        int number = gateway.client().run(session, text, SOON).id();

        EventReader reader = follow(number);
        reader.awaitEnd();

        assertThat(reader.text()).isEqualTo(text);
        assertThat(reader.events()).hasSizeGreaterThan(3).extracting(Event::id).doesNotHaveDuplicates();
    }

    @Test
    void aBrokenConnectionOfTheDriverLosesNothing() {
        int number = hang();
        EventReader reader = follow(number);
        awaitFollowed(number);
        driver().print(session, number, "heard, ");
        await().atMost(SOON).until(() -> reader.text().equals("heard, "));

        driver().cut();
        gateway.client().awaitSession(session, view -> view.state() == SessionState.RECOVERING, SOON);
        driver().print(session, number, "not heard, ");
        driver().dial().join();
        awaitFollowed(number);
        driver().print(session, number, "heard again");

        await().atMost(SOON).until(() -> reader.text().equals("heard, not heard, heard again"));
    }

    @Test
    void aGapIsAskedFor() {
        int number = hang();
        EventReader reader = follow(number);
        awaitFollowed(number);
        driver().print(session, number, "0123456789");
        await().atMost(SOON).until(() -> reader.text().length() == 10);

        driver().say(new DriverFrame.Output(session, number, 15, "too far"));
        driver().say(new DriverFrame.Output(session, number, 5, "56789abc"));

        await().atMost(SOON).until(() -> reader.text().equals("0123456789abc"));
        await().atMost(SOON).until(() -> driver().heard().contains(new GatewayFrame.FollowOutput(session, number, 10)));
    }

    @Test
    void aDriverCannotSpeakForAnother() {
        int number = hang();
        EventReader reader = follow(number);
        awaitFollowed(number);
        String other = gateway.client().createSession(REQUEST).id();
        gateway.client().awaitSession(other, view -> view.state() == SessionState.IDLE, SOON);
        FakeDriver stranger = gateway.launcher().driverOf(other).orElseThrow();

        stranger.say(new DriverFrame.Output(session, number, 0, "forged"));
        stranger.say(new DriverFrame.Progress(session, number, 0.9, null));
        gateway.client().run(other, "heard by now", SOON);
        driver().print(session, number, "true");

        await().atMost(SOON).until(() -> reader.text().equals("true"));
        assertThat(reader.events()).noneMatch(event -> event.name().equals("progress"));
    }

    @Test
    void anotherGatewayGoesOnWhereTheFirstWas() {
        int number = hang();
        EventReader reader = follow(number);
        awaitFollowed(number);
        driver().print(session, number, "before ");
        await().atMost(SOON).until(() -> reader.text().equals("before "));
        FakeDriver driver = driver();
        gateway.kill();
        reader.awaitClosed();
        String last = reader.events().get(reader.events().size() - 1).id();

        gateway = TestGateway.start(data, Map.of(), gateway.launcher(), Clock.systemUTC());
        driver.dialTo(gateway.address()).join();
        EventReader again = follow(number, last);
        await().atMost(SOON).until(() -> driver.isFollowed(session, number));
        driver.print(session, number, "after");

        await().atMost(SOON).until(() -> again.text().equals("after"));
        driver.end(session, number, StatementOutcome.ok("before after"));
        again.awaitEnd();
        assertThat(again.text()).isEqualTo("after");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1", "1-running", "-1-running-0", "1-nowhere-0", "1-running-0-0"})
    void idsThatAreNoneAreRefused(String id) {
        int number = hang();
        Exchange refused = gateway.client().exchange("GET", path(number), null, Map.of("Last-Event-ID", id));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("error_msg").asString()).contains("Last-Event-ID", id);
    }

    @Test
    void whatDoesNotExistIsNotFollowed() {
        assertThat(gateway.client().exchange("GET", path(7), null, Map.of()).status())
                .isEqualTo(404);
        assertThat(gateway.followed()).isZero();
    }

    @Test
    void aReaderThatTakesNothingHoldsNobodyUp() throws IOException {
        int number = hang();
        try (Socket dead =
                new Socket(gateway.address().getHost(), gateway.address().getPort())) {
            dead.setReceiveBufferSize(4_096);
            dead.getOutputStream()
                    .write(("GET " + path(number) + " HTTP/1.1\r\nHost: "
                                    + gateway.address().getAuthority() + "\r\nX-Auth-Token: "
                                    + gateway.client().issueToken() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            awaitFollowed(number);
            EventReader reader = follow(number);
            String line = "y".repeat(20_000) + "\n";
            for (int i = 0; i < 100; i++) {
                driver().print(session, number, line);
            }
            await().atMost(SOON).pollInterval(Duration.ofMillis(500)).until(() -> {
                driver().say(new DriverFrame.Heartbeat());
                return reader.text().length() == 2_000_100;
            });
            driver().end(session, number, StatementOutcome.ok(line.repeat(100)));
            reader.awaitEnd();
            assertThat(gateway.client().run(session, "next", SOON).text()).isEqualTo("next");
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> gateway.followed() == 0);
    }

    @Test
    void aCrowdReadsWithoutThreadsOfItsOwn() {
        int number = hang();
        String token = gateway.client().issueToken();
        for (int i = 0; i < CROWD; i++) {
            readers.add(EventReader.open(gateway.address().resolve(path(number)), token, ""));
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> gateway.waiting() == CROWD);
        awaitFollowed(number);

        driver().print(session, number, "for everyone");
        gateway.client().cancel(session, number);

        await().atMost(Duration.ofSeconds(60)).until(() -> gateway.waiting() == 0);
        assertThat(readers).allSatisfy(reader -> {
            reader.awaitEnd();
            assertThat(reader.events().get(0).name()).isEqualTo("state");
        });
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("http-")
                                || thread.getName().startsWith("hearth-worker")))
                .hasSizeLessThan(100);
    }
}
