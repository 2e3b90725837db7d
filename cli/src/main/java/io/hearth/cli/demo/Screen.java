package io.hearth.cli.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Writes lines, and shows what is going on while it goes on. Thread-safe. */
final class Screen {

    private static final String CLEAR_LINE = "\r\u001b[K";
    private static final String SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private static final long FRAME_MILLIS = 100;

    /** What the output can do. */
    enum Style {
        /** Not a terminal: every line stays as it is. */
        PLAIN,
        /** A terminal whose owner wants no colours. */
        MOVING,
        MOVING_IN_COLOUR;

        /** Follows the convention of the variable NO_COLOR: set to anything but nothing, it means no colours. */
        static Style of(boolean terminal, Map<String, String> environment) {
            if (!terminal || "dumb".equals(environment.get("TERM"))) {
                return PLAIN;
            }
            return environment.getOrDefault("NO_COLOR", "").isEmpty() ? MOVING_IN_COLOUR : MOVING;
        }
    }

    enum Colour {
        NONE(""),
        BOLD("1"),
        DIM("2"),
        RED("31"),
        GREEN("32"),
        CYAN("36");

        private final String code;

        Colour(String code) {
            this.code = code;
        }
    }

    private final PrintStream out;
    private final Style style;

    Screen(PrintStream out, Style style) {
        this.out = out;
        this.style = style;
    }

    void line(Colour colour, String text) {
        synchronized (out) {
            out.println(painted(colour, text));
        }
    }

    void line(String text) {
        line(Colour.NONE, text);
    }

    /** @param indent what every line begins with */
    void block(Colour colour, String indent, String text) {
        text.lines().forEach(line -> line(colour, indent + line));
    }

    /** Shows that something takes its time, until the progress is closed; elsewhere than on a terminal with a line. */
    Progress progress(String what) {
        if (style == Style.PLAIN) {
            line(what + " …");
        }
        return new Progress(what);
    }

    /** As {@link #progress}, but only where it can move. */
    Progress movement(String what) {
        return new Progress(what);
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }

    private String painted(Colour colour, String text) {
        return style == Style.MOVING_IN_COLOUR && colour != Colour.NONE && !text.isEmpty()
                ? "\u001b[" + colour.code + "m" + text + "\u001b[0m"
                : text;
    }

    /** One thing that takes its time. On a terminal a moving line that disappears at the end. */
    final class Progress implements AutoCloseable {

        private final String what;
        private final long began = System.nanoTime();
        private final ScheduledExecutorService frames = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
        private volatile String detail = "";

        private Progress(String what) {
            this.what = what;
            if (style != Style.PLAIN) {
                var unused = frames.scheduleAtFixedRate(this::draw, 0, FRAME_MILLIS, TimeUnit.MILLISECONDS);
            }
        }

        /** @param detail a few words about how far it is */
        void detail(String detail) {
            this.detail = detail;
        }

        Duration elapsed() {
            return Duration.ofNanos(System.nanoTime() - began);
        }

        @Override
        public void close() {
            frames.shutdownNow();
            synchronized (out) {
                if (style != Style.PLAIN) {
                    out.print(CLEAR_LINE);
                    out.flush();
                }
            }
        }

        private void draw() {
            synchronized (out) {
                if (frames.isShutdown()) {
                    return;
                }
                int frame = (int) (elapsed().toMillis() / FRAME_MILLIS) % SPINNER.length();
                String words = detail.isEmpty() ? what : what + ", " + detail;
                out.print(CLEAR_LINE + SPINNER.charAt(frame) + " " + words + " … "
                        + String.format(Locale.ROOT, "%.1f s", elapsed().toMillis() / 1000.0));
                out.flush();
            }
        }
    }
}
