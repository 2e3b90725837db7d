package io.hearth.driver.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.StatementKind;
import io.hearth.api.channel.CancelPolicy;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.DriverFrame.HeldSession;
import io.hearth.api.channel.DriverSpec;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.api.channel.LoopChecks;
import io.hearth.api.channel.OutputLimits;
import io.hearth.api.channel.Protocol;
import io.hearth.api.channel.StatementOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class GatewayChannelTest implements ChannelListener {

    private final BlockingQueue<GatewayFrame> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> lost = new LinkedBlockingQueue<>();
    private final MemoryJournal journal = new MemoryJournal();
    private FakeGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new FakeGateway();
    }

    @AfterEach
    void stop() throws IOException {
        gateway.close();
    }

    @Override
    public List<HeldSession> held() {
        return List.of(new HeldSession("s", 3));
    }

    @Override
    public void received(GatewayFrame frame) {
        received.add(frame);
    }

    @Override
    public void lost(String detail) {
        lost.add(detail);
    }

    private final Offered outputs = new Offered();

    private GatewayChannel channel(long leaseMillis, String... urls) {
        DriverSpec spec = new DriverSpec(
                "d",
                "secret",
                List.of(urls),
                Map.of(),
                "/nowhere",
                leaseMillis,
                new CancelPolicy(1_000, LoopChecks.ON),
                new OutputLimits(1_000, 0, 0),
                0,
                List.of());
        GatewayChannel channel = new GatewayChannel(new Gateways(spec), journal, this, outputs);
        channel.start();
        return channel;
    }

    /** Pieces that a test offers. */
    private static final class Offered implements OutputSource {
        private final Queue<DriverFrame.Output> pieces = new ConcurrentLinkedQueue<>();
        private volatile Runnable wake = () -> {};

        void offer(DriverFrame.Output piece) {
            pieces.add(piece);
            wake.run();
        }

        @Override
        public void whenReady(Runnable waker) {
            wake = waker;
        }

        @Override
        public boolean isReady() {
            return !pieces.isEmpty();
        }

        @Override
        public DriverFrame.@Nullable Output next() {
            return pieces.poll();
        }

        @Override
        public void forget() {
            pieces.clear();
        }
    }

    @Test
    void outputIsSentWhileReportsAndBeatsHaveTheirTurn() throws Exception {
        try (GatewayChannel channel = channel(10_000, gateway.url())) {
            gateway.awaitHeard(DriverFrame.Hello.class, hello -> true);
            for (int piece = 0; piece < 500; piece++) {
                outputs.offer(new DriverFrame.Output("s", 0, piece, "x"));
            }
            assertThat(channel.awaitAcknowledged(channel.report(ended(0)), 60_000))
                    .isTrue();
            gateway.awaitHeard(DriverFrame.Output.class, piece -> piece.offset() == 499);
            assertThat(gateway.heard(DriverFrame.Output.class))
                    .extracting(DriverFrame.Output::offset)
                    .isEqualTo(IntStream.range(0, 500).boxed().toList());
            assertThat(outputs.pieces).isEmpty();
        }
    }

    @Test
    void aConnectionThatOnlyTellsOutputIsNotTakenForSilent() throws Exception {
        try (GatewayChannel channel = channel(60_000, gateway.url())) {
            gateway.awaitHeard(DriverFrame.Hello.class, hello -> true);
            long begin = System.nanoTime();
            AtomicInteger offset = new AtomicInteger();
            ScheduledExecutorService printer = Executors.newSingleThreadScheduledExecutor();
            try {
                ScheduledFuture<?> unused = printer.scheduleAtFixedRate(
                        () -> outputs.offer(new DriverFrame.Output("s", 0, offset.getAndIncrement(), "x")),
                        0,
                        100,
                        TimeUnit.MILLISECONDS);
                // Longer than a side may be silent.
                gateway.awaitHeard(DriverFrame.Output.class, piece -> piece.offset() == 130);
            } finally {
                printer.shutdownNow();
            }
            assertThat(gateway.upgrades()).hasSize(1);
            int most = (int) (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) / Protocol.HEARTBEAT_MILLIS) + 2;
            assertThat(gateway.heard(DriverFrame.Heartbeat.class)).hasSizeBetween(3, most);
            assertThat(channel.awaitAcknowledged(channel.report(ended(0)), 60_000))
                    .isTrue();
        }
    }

    @Test
    void aGatewayThatIsLostIsFollowedByOneThatItTold() throws Exception {
        try (FakeGateway later = new FakeGateway();
                GatewayChannel channel = channel(60_000, gateway.url())) {
            gateway.awaitHeard(DriverFrame.Hello.class, hello -> true);
            gateway.send(new GatewayFrame.Acknowledge(0, List.of(gateway.url(), later.url()), List.of()));
            // Sent after it, so it is heard after it.
            assertThat(channel.awaitAcknowledged(channel.report(ended(0)), 60_000))
                    .isTrue();

            gateway.close();

            later.awaitHeard(DriverFrame.Hello.class, hello -> true);
        }
    }

    @Test
    void whereAGatewayWasOneMayComeBack() throws Exception {
        try (FakeGateway earlier = new FakeGateway();
                GatewayChannel channel = channel(60_000, earlier.url())) {
            earlier.awaitHeard(DriverFrame.Hello.class, hello -> true);
            earlier.send(new GatewayFrame.Acknowledge(0, List.of(gateway.url()), List.of()));
            assertThat(channel.awaitAcknowledged(channel.report(ended(0)), 60_000))
                    .isTrue();
            earlier.refuseWith(503);
            earlier.cut();
            gateway.awaitHeard(DriverFrame.Hello.class, hello -> true);
            earlier.refuseWith(401);

            gateway.close();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> earlier.upgrades().size() > 2);
            assertThat(lost).isEmpty();
            earlier.refuseWith(0);

            assertThat(channel.awaitAcknowledged(channel.report(ended(1)), 60_000))
                    .isTrue();
        }
    }

    private static DriverFrame.StatementEnded ended(int statement) {
        return new DriverFrame.StatementEnded("s", statement, StatementOutcome.ok("text"));
    }

    @Test
    void saysHelloAndReportsInOrder() throws Exception {
        try (GatewayChannel channel = channel(10_000, gateway.url())) {
            IntStream.range(0, 100).forEach(statement -> channel.report(ended(statement)));
            assertThat(channel.awaitAcknowledged(100, 60_000)).isTrue();
            assertThat(gateway.heard(DriverFrame.Hello.class).get(0).sessions()).isEqualTo(held());
            assertThat(gateway.applied()).hasSize(100).last().isEqualTo(ended(99));
            assertThat(journal.next(0)).isNull();
        }
    }

    @Test
    void sendsAgainWhatWasNotApplied() throws Exception {
        try (GatewayChannel channel = channel(10_000, gateway.url())) {
            channel.report(ended(0));
            assertThat(channel.awaitAcknowledged(1, 60_000)).isTrue();
            gateway.stopApplying();
            channel.report(ended(1));
            channel.report(ended(2));
            gateway.awaitHeard(DriverFrame.StatementEnded.class, frame -> frame.statement() == 2);
            gateway.cutAndStartApplying();
            channel.report(ended(3));
            assertThat(channel.awaitAcknowledged(4, 60_000)).isTrue();
            assertThat(gateway.sequences())
                    .isEqualTo(LongStream.rangeClosed(1, 4).boxed().toList());
            assertThat(gateway.heard(DriverFrame.StatementEnded.class)).hasSizeBetween(6, 7);
        }
    }

    @Test
    void takesLargeMessagesInFragments() throws Exception {
        try (GatewayChannel channel = channel(10_000, gateway.url())) {
            channel.report(ended(0));
            assertThat(channel.awaitAcknowledged(1, 60_000)).isTrue();
            GatewayFrame large = new GatewayFrame.RunStatement("s", 4, StatementKind.SPARK, "é".repeat(500_000), 0);
            gateway.send(large);
            assertThat(received.poll(60, TimeUnit.SECONDS)).isEqualTo(large);
        }
    }

    @Test
    void aMillionCharactersOfTextArrive() throws Exception {
        try (GatewayChannel channel = channel(10_000, gateway.url())) {
            DriverFrame large = new DriverFrame.StatementEnded("s", 0, StatementOutcome.ok("x".repeat(1_000_000)));
            assertThat(channel.awaitAcknowledged(channel.report(large), 60_000)).isTrue();
            assertThat(gateway.applied()).containsExactly(large);
        }
    }

    @Test
    void onlyTheLatestProgressIsSaid() throws Exception {
        try (GatewayChannel channel = channel(10_000, gateway.url())) {
            channel.say(new DriverFrame.Progress("s", 0, 0.001, null));
            channel.report(ended(0));
            assertThat(channel.awaitAcknowledged(1, 60_000)).isTrue();
            IntStream.rangeClosed(1, 1_000)
                    .forEach(i -> channel.say(new DriverFrame.Progress("s", 1, i / 1_000.0, null)));
            gateway.awaitHeard(DriverFrame.Progress.class, progress -> progress.fraction() == 1.0);
            assertThat(gateway.heard(DriverFrame.Progress.class)).hasSizeLessThan(50);
        }
    }

    @Test
    void goesToTheNextGatewayWhenTheFirstIsAway() throws Exception {
        FakeGateway away = new FakeGateway();
        away.close();
        try (GatewayChannel channel = channel(10_000, away.url(), gateway.url())) {
            assertThat(channel.awaitAcknowledged(channel.report(ended(0)), 60_000))
                    .isTrue();
        }
    }

    @Test
    void aRefusedDriverIsLostAtOnce() throws Exception {
        gateway.refuseWith(401);
        try (GatewayChannel channel = channel(60_000, gateway.url())) {
            assertThat(lost.poll(60, TimeUnit.SECONDS)).contains("401");
        }
    }

    @Test
    void aGatewayThatIsNotReadyIsDialledAgain() throws Exception {
        gateway.refuseWith(503);
        try (GatewayChannel channel = channel(60_000, gateway.url())) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> gateway.upgrades().size() > 2);
            gateway.refuseWith(0);
            assertThat(channel.awaitAcknowledged(channel.report(ended(0)), 60_000))
                    .isTrue();
            assertThat(lost).isEmpty();
        }
    }

    @Test
    void theLeaseRunsWhileNoGatewayIsThere() throws Exception {
        String url = gateway.url();
        gateway.close();
        long begin = System.nanoTime();
        try (GatewayChannel channel = channel(400, url)) {
            assertThat(lost.poll(60, TimeUnit.SECONDS)).isEqualTo("no gateway was there for 0.4 s");
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isGreaterThanOrEqualTo(400L);
        }
    }

    @Test
    void theWelcomesLeaseCountsFromTheEndOfTheConnection() throws Exception {
        gateway.leaseMillis(300);
        try (GatewayChannel channel = channel(60_000, gateway.url())) {
            assertThat(channel.awaitAcknowledged(channel.report(ended(0)), 60_000))
                    .isTrue();
            assertThat(lost.poll(700, TimeUnit.MILLISECONDS)).isNull();
            gateway.close();
            assertThat(lost.poll(60, TimeUnit.SECONDS)).isEqualTo("no gateway was there for 0.3 s");
        }
    }
}
