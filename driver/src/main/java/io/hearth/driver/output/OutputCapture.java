package io.hearth.driver.output;

import io.hearth.api.channel.OutputLimits;
import io.hearth.api.channel.Protocol;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells by the printing thread which statement a text belongs to. Thread-safe; one per process, made before Scala's
 * {@code Console} is first used, because that keeps the stream it finds.
 */
public final class OutputCapture {

    /** Not static: no static mutable state. One capture lives as long as its process. */
    @SuppressWarnings("ThreadLocalUsage")
    private final InheritableThreadLocal<@Nullable StatementOutput> home = new InheritableThreadLocal<>();

    private final Map<String, StatementOutput> open = new ConcurrentHashMap<>();
    private volatile Runnable opened = () -> {};
    private final Supplier<@Nullable String> taskStatement;
    private final OutputLimits limits;
    private volatile @Nullable Spills spills;
    private final PrintStream out = stream(new FileOutputStream(FileDescriptor.out));
    private final PrintStream err = stream(new FileOutputStream(FileDescriptor.err));

    OutputCapture(OutputLimits limits, Supplier<@Nullable String> taskStatement) {
        long shown = Math.max(0, Math.min(limits.shownBytes(), Protocol.MAX_SHOWN_BYTES));
        this.limits = new OutputLimits(shown, limits.statementBytes(), limits.sessionBytes());
        this.taskStatement = taskStatement;
    }

    /**
     * Replaces {@code System.out} and {@code System.err}.
     *
     * @param taskStatement the id of the statement whose Spark task the calling thread runs, or null
     */
    public static OutputCapture install(OutputLimits limits, Supplier<@Nullable String> taskStatement) {
        OutputCapture capture = new OutputCapture(limits, taskStatement);
        System.setOut(capture.out);
        System.setErr(capture.err);
        return capture;
    }

    /** A stream that gives what belongs to no statement to another. It cannot be closed: other statements need it. */
    PrintStream stream(OutputStream process) {
        return new PrintStream(new RoutingStream(this, process), true, StandardCharsets.UTF_8) {
            @Override
            public void close() {
                flush();
            }
        };
    }

    /**
     * Flushes the streams that a statement may have put in the place of these, and puts these back where it left none that
     * works. Calls code of the user.
     */
    public void restore() {
        if (!works(System.out, out)) {
            System.setOut(out);
        }
        if (!works(System.err, err)) {
            System.setErr(err);
        }
    }

    private static boolean works(@Nullable PrintStream stream, PrintStream ours) {
        if (stream == null || stream == ours) {
            return stream != null;
        }
        try {
            // Only this makes a closed stream admit it.
            stream.flush();
            return !stream.checkError();
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) {
            return false;
        }
    }

    /** How much of one statement's text is shown, UTF-8 bytes. */
    public int limit() {
        return (int) limits.shownBytes();
    }

    OutputLimits limits() {
        return limits;
    }

    /** Has texts carried away that are longer than what is shown of them. Without it nothing but that is kept. */
    void spillTo(Spills carrier) {
        spills = carrier;
    }

    public SessionOutput session() {
        return new SessionOutput(this);
    }

    StatementOutput open(SessionOutput session, OutputFile file, boolean mayGrow) {
        StatementOutput output = new StatementOutput(session, limit(), file, mayGrow ? spills : null);
        open.put(output.id(), output);
        home.set(output);
        opened.run();
        return output;
    }

    String close(StatementOutput output) {
        open.remove(output.id());
        home.remove();
        return output.close();
    }

    /** Has something called for every statement that begins, on its thread. */
    void whenOpened(Runnable listener) {
        opened = listener;
    }

    /** A statement that is not over, by its id; null when there is none. */
    @Nullable
    StatementOutput find(String id) {
        return open.get(id);
    }

    /** The statement that the calling thread prints for, or null when there is none that runs. */
    @Nullable
    StatementOutput current() {
        StatementOutput started = home.get();
        if (started != null && started.isOpen()) {
            return started;
        }
        String task = taskStatement.get();
        if (task != null) {
            return open.get(task);
        }
        // A pool's worker keeps the statement that happened to start it, but works for the one that runs now.
        return started != null && isPoolWorker() ? started.session().running() : null;
    }

    /** The id of the statement that started the calling thread, directly or not, be it over or not; null when none did. */
    public @Nullable String startedBy() {
        StatementOutput started = home.get();
        return started == null ? null : started.id();
    }

    private static boolean isPoolWorker() {
        return Thread.currentThread() instanceof ForkJoinWorkerThread
                || StackWalker.getInstance().walk(frames -> frames.anyMatch(OutputCapture::isWorkerLoop));
    }

    private static boolean isWorkerLoop(StackWalker.StackFrame frame) {
        return frame.getMethodName().equals("runWorker")
                && frame.getClassName().equals("java.util.concurrent.ThreadPoolExecutor");
    }
}
