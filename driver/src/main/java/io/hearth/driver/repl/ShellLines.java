package io.hearth.driver.repl;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells which piece of which cell some code is from: the shell puts each into a package of its own, {@code $line1},
 * {@code $line2} and so on.
 */
public final class ShellLines {

    /** The number where there is no code of the shell. */
    public static final int NONE = -1;

    private static final String PACKAGE = "$line";
    private static final Pattern IN_TEXT = Pattern.compile("\\$line(\\d{1,9})\\.");

    private ShellLines() {}

    /** The newest piece that the calling thread is in; older ones are what it uses. */
    public static int newestOnStack() {
        return StackWalker.getInstance()
                .walk(frames -> frames.mapToInt(frame -> numberIn(frame.getClassName()))
                        .max()
                        .orElse(NONE));
    }

    /** The newest piece that the stack of a thread is in. */
    public static int newestIn(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .mapToInt(frame -> numberIn(frame.getClassName()))
                .max()
                .orElse(NONE);
    }

    /** The newest piece that a text speaks of, for example a stack trace. */
    public static int newestIn(String text) {
        Matcher matcher = IN_TEXT.matcher(text);
        int newest = NONE;
        while (matcher.find()) {
            newest = Math.max(newest, Integer.parseInt(matcher.group(1)));
        }
        return newest;
    }

    private static int numberIn(String className) {
        return className.startsWith(PACKAGE) ? newestIn(className) : NONE;
    }
}
