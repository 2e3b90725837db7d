package io.hearth.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.EndCause;
import io.hearth.api.SessionState;
import io.hearth.api.channel.ChannelCodec;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.Envelope;
import io.hearth.api.channel.ExitCode;
import io.hearth.server.session.Driver.Ending;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExitCausesTest {

    private static Ending starting(DriverExit exit) {
        return ExitCauses.of(SessionState.STARTING, null, exit);
    }

    private static Ending running(DriverExit exit) {
        return ExitCauses.of(SessionState.BUSY, null, exit);
    }

    @Test
    void aDriverThatSaysNothingIsKnownByItsExitCode() {
        assertThat(starting(new DriverExit(1, null, "heap too large")))
                .isEqualTo(new Ending(EndCause.LAUNCH_FAILED, "exit code 1: heap too large"));
        assertThat(starting(new DriverExit(1, null, ""))).isEqualTo(new Ending(EndCause.LAUNCH_FAILED, "exit code 1"));
        assertThat(starting(new DriverExit(ExitCode.NO_SPACE, null, "")))
                .isEqualTo(new Ending(EndCause.NO_SPACE, "exit code 64"));
        assertThat(running(new DriverExit(ExitCode.NO_SPACE, null, "what user code printed")))
                .isEqualTo(new Ending(EndCause.DRIVER_EXITED, "exit code 64"));
        assertThat(starting(new DriverExit(null, null, "no such file")))
                .isEqualTo(new Ending(EndCause.LAUNCH_FAILED, "no such file"));
        assertThat(running(new DriverExit(137, null, ""))).isEqualTo(new Ending(EndCause.DRIVER_KILLED, "signal 9"));
        assertThat(running(new DriverExit(134, null, ""))).isEqualTo(new Ending(EndCause.DRIVER_CRASHED, "signal 6"));
        assertThat(running(new DriverExit(ExitCode.OUT_OF_MEMORY, null, "")))
                .isEqualTo(new Ending(EndCause.DRIVER_OUT_OF_MEMORY, ""));
    }

    @Test
    void whatWasAnnouncedCounts() {
        Ending full = new Ending(EndCause.NO_SPACE, "/data: No space left on device");
        Ending exited = new Ending(EndCause.DRIVER_EXITED, "Spark ended the process");

        assertThat(starting(new DriverExit(null, full, "the same"))).isEqualTo(full);
        assertThat(running(new DriverExit(50, exited, ""))).isEqualTo(exited);
        assertThat(starting(new DriverExit(50, exited, "")))
                .isEqualTo(new Ending(EndCause.LAUNCH_FAILED, "Spark ended the process"));
    }

    @Test
    void driversOfOtherVersionsAreUnderstoodAsFarAsTheirWordsAreKnown() {
        assertThat(Ending.of(new DriverFrame.StartFailed("a.B", "why", "CLASS_MISSING", "no.such.Thing")))
                .isEqualTo(new Ending(EndCause.CLASS_MISSING, "no.such.Thing"));
        assertThat(Ending.of(new DriverFrame.StartFailed("a.B", "why", null, null)))
                .isEqualTo(new Ending(EndCause.LAUNCH_FAILED, "a.B: why"));
        assertThat(Ending.of(new DriverFrame.StartFailed("a.B", "", "OF_A_LATER_VERSION", "detail")))
                .isEqualTo(new Ending(EndCause.LAUNCH_FAILED, "detail"));
        assertThat(Ending.of(new DriverFrame.Ending("DRIVER_OUT_OF_MEMORY", "", "DRIVER_OUT_OF_METASPACE"))
                        .cause())
                .isEqualTo(EndCause.DRIVER_OUT_OF_METASPACE);
        assertThat(Ending.of(new DriverFrame.Ending("OF_A_LATER_VERSION", "it went away", null)))
                .isEqualTo(new Ending(EndCause.DRIVER_EXITED, "it went away"));
    }

    @Test
    void anEndingFileOfUserCodeMayHoldAnything() throws Exception {
        byte[] ending = ChannelCodec.encode(new Envelope(1, new DriverFrame.Ending("x", "detail", null)));
        String nameless = new String(ending, StandardCharsets.ISO_8859_1)
                .replace("cause", "other")
                .replace("\6detail", "\6nought");
        Envelope odd = ChannelCodec.decode(ByteBuffer.wrap(nameless.getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(Ending.of((DriverFrame.Ending) odd.frame())).isEqualTo(new Ending(EndCause.DRIVER_EXITED, ""));
    }
}
