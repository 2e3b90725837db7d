package io.hearth.api.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.api.EndCause;
import io.hearth.api.PackageKind;
import io.hearth.api.StatementKind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChannelCodecTest {

    static List<Frame> frames() {
        return List.of(
                new DriverFrame.Hello(1, "d-1", 42, List.of(new DriverFrame.HeldSession("s-1", -1))),
                new DriverFrame.Heartbeat(),
                new DriverFrame.DriverReady("local-1", "4.2.0", null),
                new DriverFrame.StartFailed("java.lang.IllegalArgumentException", "", null, null),
                new DriverFrame.StartFailed("java.net.BindException", "", "PORT_TAKEN", "spark.driver.port"),
                new DriverFrame.SessionReady("s-1"),
                new DriverFrame.SessionReady(
                        "s-1", List.of(new DriverFrame.Repeated(0, null), new DriverFrame.Repeated(1, "it failed"))),
                new DriverFrame.SessionFailed("s-1", "PACKAGES_FAILED", "a.jar is no jar"),
                new DriverFrame.Progress("s-1", 3, 0.25, new DriverFrame.Work(1, 2, 3, 4, 5, 6, 7)),
                new DriverFrame.Output("s-1", 3, 17, "tick\r\n"),
                new GatewayFrame.FollowOutput("s-1", 3, 17),
                new GatewayFrame.StopOutput("s-1", 3),
                new DriverFrame.StatementEnded("s-1", 3, StatementOutcome.ok("a: Int = 0 — 值 \uD83D\uDD25")),
                new DriverFrame.StatementEnded("s-1", 4, StatementOutcome.error("x", "E", "", List.of("a", "b"))),
                new DriverFrame.Ending(EndCause.USER_CODE_EXITED, "exit code 3"),
                new DriverFrame.Ending(EndCause.NO_SPACE, ""),
                new GatewayFrame.Welcome(Long.MAX_VALUE, 60_000),
                new GatewayFrame.Acknowledge(7),
                new GatewayFrame.OpenSession("s-1", List.of()),
                new GatewayFrame.OpenSession(
                        "s-1",
                        List.of(),
                        Map.of(),
                        List.of(new GatewayFrame.PastStatement(3, StatementKind.SPARK, "def f = 1", true))),
                new GatewayFrame.OpenSession(
                        "s-2", List.of(new SessionPackage("g/a.jar", PackageKind.JAR, "0".repeat(64), 5L << 30))),
                new GatewayFrame.RunStatement("s-1", 0, StatementKind.SQL, "x".repeat(1 << 20), 7),
                new GatewayFrame.CancelStatement("s-1", 0),
                new GatewayFrame.Shutdown("bye"));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void everyFrameComesBackAsItWent(Frame frame) throws Exception {
        Envelope envelope = new Envelope(9, frame);

        assertThat(ChannelCodec.decode(ByteBuffer.wrap(ChannelCodec.encode(envelope))))
                .isEqualTo(envelope);
    }

    @Test
    void aSpecComesBackAsItWent() throws Exception {
        DriverSpec spec = new DriverSpec(
                "d",
                "secret",
                List.of("http://a"),
                Map.of("spark.x", "y"),
                "/w",
                1,
                new CancelPolicy(5, LoopChecks.OFF),
                new OutputLimits(2, 3, 4),
                5,
                List.of("c"));

        assertThat(ChannelCodec.decodeSpec(ChannelCodec.encode(spec))).isEqualTo(spec);
        assertThat(spec.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @MethodSource("frames")
    void aTruncatedMessageIsRefused(Frame frame) {
        byte[] whole = ChannelCodec.encode(Envelope.unnumbered(frame));

        for (int length = 0; length < Math.min(whole.length, 200); length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> ChannelCodec.decode(ByteBuffer.wrap(cut))).isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void componentsOfANewerVersionAreSkippedAndMissingOnesAreEmpty() throws Exception {
        byte[] newer = newerWelcome();

        assertThat(ChannelCodec.decode(ByteBuffer.wrap(newer)).frame()).isEqualTo(new GatewayFrame.Welcome(5, 0));
    }

    private static byte[] newerWelcome() throws Exception {
        var bytes = new java.io.ByteArrayOutputStream();
        try (var out = new java.io.DataOutputStream(bytes)) {
            out.writeLong(0);
            out.writeUTF("Welcome");
            RecordWriter.write(
                    out, new NewerWelcome(5, List.of(new DriverFrame.HeldSession("s", 1)), Map.of("a", "b")));
        }
        return bytes.toByteArray();
    }

    record NewerWelcome(long appliedSequence, List<DriverFrame.HeldSession> added, Map<String, String> more) {}
}
