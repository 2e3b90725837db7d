package io.hearth.driver.repl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import scala.tools.nsc.interpreter.Naming;

/** Writes an exception of user code as a user wants to read it: their own frames, with lines of their own cell. */
public final class Traceback {

    private static final int MOST_CAUSES = 10;
    private static final int MOST_FRAMES = 60;
    private static final int MOST_LINE_CHARS = 1_024;
    private static final int MOST_MESSAGE_LINES = 30;
    private static final int MOST_MESSAGE_CHARS = 16_384;

    /** Where the shell's own wrapper starts to run a piece; what is below is no business of the user. */
    private static final Pattern WRAPPER = Pattern.compile("\\$line\\d+\\.\\$(read|eval)\\b.*");

    private Traceback() {}

    /** The lines of an exception and its causes; neither many nor long. */
    public static List<String> of(Throwable thrown) {
        List<String> lines = new ArrayList<>();
        String prefix = "";
        for (Throwable cause : causes(thrown, MOST_CAUSES)) {
            (prefix + headline(cause))
                    .lines()
                    .map(line -> bounded(line, MOST_LINE_CHARS))
                    .forEach(lines::add);
            addFrames(lines, cause);
            prefix = "Caused by: ";
        }
        return lines;
    }

    /** An exception and its causes, each once, outermost first. */
    public static List<Throwable> causes(Throwable thrown, int most) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> chain = new ArrayList<>();
        Throwable next = thrown;
        while (next != null && chain.size() < most && seen.add(next)) {
            chain.add(next);
            next = answer(next::getCause);
        }
        return chain;
    }

    /**
     * The exception's message; empty when it has none or fails to give it. Spark writes whole stack traces of tasks into
     * its messages; they are cut like any other.
     */
    public static String messageOf(Throwable thrown) {
        String message = answer(thrown::getMessage);
        return message == null ? "" : Naming.unmangle(shortened(message));
    }

    /** Asks an exception, whose answer may be code of the user; null when it fails to give one. */
    private static <T> @Nullable T answer(Supplier<@Nullable T> question) {
        try {
            return question.get();
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) {
            return null;
        }
    }

    private static String shortened(String message) {
        int end = 0;
        for (int line = 0; line < MOST_MESSAGE_LINES; line++) {
            end = message.indexOf('\n', end) + 1;
            if (end == 0) {
                return bounded(message, MOST_MESSAGE_CHARS);
            }
        }
        return bounded(message.substring(0, end) + "…", MOST_MESSAGE_CHARS);
    }

    /** The exception's class as its user knows it. */
    public static String nameOf(Throwable thrown) {
        return Naming.unmangle(thrown.getClass().getName());
    }

    private static String headline(Throwable thrown) {
        String message = messageOf(thrown);
        return message.isEmpty() ? nameOf(thrown) : nameOf(thrown) + ": " + message;
    }

    private static void addFrames(List<String> lines, Throwable thrown) {
        StackTraceElement[] frames = answer(thrown::getStackTrace);
        if (frames == null || Arrays.asList(frames).contains(null)) {
            return;
        }
        for (int i = 0; i < frames.length; i++) {
            if (frames[i].getClassName().equals(LoopCheck.class.getName())) {
                // A stack that overflows does so there, too.
                continue;
            }
            if (isWrapper(frames[i])) {
                if (frames[i].getLineNumber() > 0 && "<console>".equals(frames[i].getFileName())) {
                    lines.add("  at <console>:" + frames[i].getLineNumber());
                }
                return;
            }
            if (frames[i].getClassName().startsWith("io.hearth.driver.")) {
                return;
            }
            if (i == MOST_FRAMES) {
                lines.add("  ... " + (frames.length - i) + " more");
                return;
            }
            lines.add(bounded("  at " + describe(frames[i]), MOST_LINE_CHARS));
        }
    }

    private static boolean isWrapper(StackTraceElement frame) {
        return switch (frame.getMethodName()) {
            case "<init>", "<clinit>", "$print", "$print$lzycompute" ->
                WRAPPER.matcher(frame.getClassName()).matches() && !isInnerClass(frame.getClassName());
            default -> false;
        };
    }

    /** Constructors of the user's own classes stay: only the nest of wrappers itself is cut off. */
    private static boolean isInnerClass(String className) {
        return !className
                .replaceFirst("\\$line\\d+\\.", "")
                .replaceAll("\\$(read|eval|iw)", "")
                .replace("$", "")
                .isEmpty();
    }

    private static String describe(StackTraceElement frame) {
        String place = frame.getFileName() == null
                ? "Unknown Source"
                : frame.getLineNumber() > 0 ? frame.getFileName() + ":" + frame.getLineNumber() : frame.getFileName();
        return Naming.unmangle(frame.getClassName() + "." + frame.getMethodName()) + "(" + place + ")";
    }

    private static String bounded(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
