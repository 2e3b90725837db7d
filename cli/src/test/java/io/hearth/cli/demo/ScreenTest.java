package io.hearth.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.cli.demo.Screen.Colour;
import io.hearth.cli.demo.Screen.Style;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void theStyleFollowsTerminalAndEnvironment() {
        assertThat(Style.of(false, Map.of())).isEqualTo(Style.PLAIN);
        assertThat(Style.of(true, Map.of("TERM", "dumb"))).isEqualTo(Style.PLAIN);
        assertThat(Style.of(true, Map.of("TERM", "xterm"))).isEqualTo(Style.MOVING_IN_COLOUR);
        assertThat(Style.of(true, Map.of("NO_COLOR", ""))).isEqualTo(Style.MOVING_IN_COLOUR);
        assertThat(Style.of(true, Map.of("NO_COLOR", "1"))).isEqualTo(Style.MOVING);
    }

    @Test
    void coloursAreWrittenOnlyWhereTheyAreWanted() {
        screen(Style.MOVING_IN_COLOUR).line(Colour.RED, "hot");
        screen(Style.MOVING).line(Colour.RED, "warm");
        screen(Style.PLAIN).line(Colour.RED, "cold");

        assertThat(text()).isEqualTo("\u001b[31mhot\u001b[0m\nwarm\ncold\n");
    }

    @Test
    void withoutATerminalProgressIsOneLine() {
        try (Screen.Progress progress = screen(Style.PLAIN).progress("Waiting")) {
            progress.detail("half");
        }

        assertThat(text()).isEqualTo("Waiting …\n");
    }

    @Test
    void onATerminalProgressLeavesNothingBehind() {
        try (Screen.Progress progress = screen(Style.MOVING).progress("Waiting")) {
            progress.detail("half");
        }

        assertThat(text()).endsWith("\r\u001b[K");
    }

    private Screen screen(Style style) {
        return new Screen(new PrintStream(written, true, StandardCharsets.UTF_8), style);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
