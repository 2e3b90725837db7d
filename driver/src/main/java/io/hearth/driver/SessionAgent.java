package io.hearth.driver;

import io.hearth.api.CancelRung;
import io.hearth.api.EndCause;
import io.hearth.api.StatementKind;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.DriverFrame.HeldSession;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.api.channel.GatewayFrame.PastStatement;
import io.hearth.api.channel.StatementOutcome;
import io.hearth.driver.SparkStart.Spark;
import io.hearth.driver.output.OutputPlace;
import io.hearth.driver.output.SessionOutput;
import io.hearth.driver.output.StatementOutput;
import io.hearth.driver.packages.PackageException;
import io.hearth.driver.packages.SessionPackages;
import io.hearth.driver.repl.CellResult;
import io.hearth.driver.repl.ScalaRepl;
import io.hearth.driver.sql.SqlCells;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.spark.sql.SparkSession$;
import org.jspecify.annotations.Nullable;

/**
 * One session: takes statements from the gateway and runs them one after the other on a thread of its own. Thread-safe.
 */
final class SessionAgent {

    /** For the compiler, which descends into deep expressions, and for deep recursion of user code. */
    private static final long STACK_BYTES = 16L << 20;

    private static final int MOST_DESCRIPTION_CHARS = 120;

    private final String sessionId;
    private final SessionPackages packages;
    private final List<PastStatement> past;
    private final SessionHost host;
    private final SessionOutput outputs;
    private final Thread thread;

    // Guarded by this.
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final EarlyCancels earlyCancels = new EarlyCancels();
    private int lastStatement = -1;
    private @Nullable Running running;

    private record Waiting(int number, StatementKind kind, String code, int mostRows) {}

    /** What runs cells, by their language. */
    private record Shells(ScalaRepl scala, SqlCells sql) {

        CellResult run(Waiting statement, StatementOutput output, StatementRun run) {
            return switch (statement.kind()) {
                case SPARK -> scala.run(statement.code(), output::append, run);
                case SQL -> sql.run(statement.code(), run, statement.mostRows());
            };
        }
    }

    private record Running(int number, StatementRun run) {}

    /** @param past what ran in a driver before this one */
    SessionAgent(String sessionId, SessionPackages packages, List<PastStatement> past, SessionHost host) {
        this.sessionId = sessionId;
        this.packages = packages;
        this.past = past;
        this.host = host;
        this.outputs = host.capture().session();
        this.thread = new Thread(null, this::live, "hearth-session-" + sessionId, STACK_BYTES);
        thread.setDaemon(true);
        thread.setContextClassLoader(host.classes());
    }

    void start() {
        thread.start();
    }

    synchronized HeldSession held() {
        return new HeldSession(sessionId, lastStatement);
    }

    /** Accepts a statement, once. */
    synchronized void run(GatewayFrame.RunStatement order) {
        int number = order.statement();
        if (number > lastStatement) {
            lastStatement = number;
            if (earlyCancels.take(number)) {
                report(number, StatementOutcome.cancelled("", CancelRung.WAITING.describe(0)));
                return;
            }
            queue.add(new Waiting(number, order.kind(), order.code(), order.mostRows()));
            notifyAll();
        }
    }

    /** Begins to stop a statement that waits, runs or has yet to arrive; nothing happens to one that is over. */
    synchronized void cancel(int number) {
        if (number > lastStatement) {
            earlyCancels.add(number);
        } else if (queue.removeIf(waiting -> waiting.number() == number)) {
            report(number, StatementOutcome.cancelled("", CancelRung.WAITING.describe(0)));
        } else if (running != null
                && running.number() == number
                && running.run().cancel()) {
            host.ladder().climb(running.run());
        }
    }

    /** Waits until no statement runs; false when one still does after the time. */
    synchronized boolean awaitQuiet(long timeoutMillis) throws InterruptedException {
        long deadline = System.nanoTime() + timeoutMillis * 1_000_000;
        while (running != null) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private void live() {
        try {
            packages.bring();
            host.packagesBrought();
            Spark spark = host.spark().get();
            ScalaRepl repl = host.repl().get();
            SqlCells sql = new SqlCells(
                    spark.session(), host.classFiles(), host.capture().limit());
            Shells shells = new Shells(repl, sql);
            SparkSession$.MODULE$.setActiveSession(spark.session());
            packages.give(spark.context(), repl);
            List<DriverFrame.Repeated> repeated = new Replay(host, spark, repl, sql).run(sessionId, past);
            if (!spark.isStopped()) {
                host.channel().report(new DriverFrame.SessionReady(sessionId, repeated));
            }
            while (!spark.isStopped()) {
                runNext(spark, shells);
            }
            host.contextStopped();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException e) {
            // Whoever failed to start said so.
        } catch (PackageException e) {
            e.printStackTrace();
            host.channel()
                    .report(new DriverFrame.SessionFailed(
                            sessionId, EndCause.PACKAGES_FAILED.name(), String.valueOf(e.getMessage())));
        } catch (Throwable e) {
            host.sessionFailed(e);
        }
    }

    private void runNext(Spark spark, Shells shells) {
        Waiting statement;
        StatementRun run;
        synchronized (this) {
            awaitStatement();
            statement = queue.remove();
            run = new StatementRun(StatementRun.idOf(sessionId, statement.number()));
            running = new Running(statement.number(), run);
        }
        StatementOutcome outcome;
        try {
            outcome = execute(spark, shells, statement, run);
        } catch (Throwable e) {
            outcome = failed(e);
        }
        synchronized (this) {
            running = null;
            if (!host.isEnding()) {
                report(statement.number(), outcome);
            }
            notifyAll();
        }
    }

    /** Called with this agent's monitor held. */
    private void awaitStatement() {
        while (queue.isEmpty()) {
            try {
                wait();
            } catch (InterruptedException e) {
                // Nobody but a user's thread that outlived its statement interrupts between two of them.
            }
        }
    }

    private StatementOutcome execute(Spark spark, Shells shells, Waiting statement, StatementRun run) {
        host.progress()
                .follow(
                        run.id(),
                        new StatementProgress((fraction, work) -> host.channel()
                                .say(new DriverFrame.Progress(sessionId, statement.number(), fraction, work))));
        StatementOutput output = outputs.open(new OutputPlace(
                run.id(), sessionId, statement.number(), host.outputFile(sessionId, statement.number())));
        StatementOutcome outcome;
        String stopped;
        // The code before may have set another.
        Thread.currentThread().setContextClassLoader(host.classes());
        spark.context().setJobGroup(run.id(), describe(statement.code()), true);
        spark.context().addJobTag(run.id());
        spark.context().setLocalProperty(StatementProperty.KEY, run.id());
        try {
            outcome = conclude(evaluate(shells, statement, output, run), run);
        } catch (Throwable e) {
            outcome = failed(e);
        } finally {
            stopped = run.finish();
            spark.context().setLocalProperty(StatementProperty.KEY, null);
            spark.context().removeJobTag(run.id());
            spark.context().clearJobGroup();
            host.progress().forget(run.id());
        }
        if (stopped != null) {
            host.ladder().sweep(run);
        }
        StatementOutcome complete = Outcomes.complete(outcome, outputs.close(output), stopped);
        return output.isCut() ? complete.cut(output.kept()) : complete;
    }

    private CellResult evaluate(Shells shells, Waiting statement, StatementOutput output, StatementRun run) {
        CellResult result;
        try {
            result = shells.run(statement, output, run);
        } catch (Throwable e) {
            result = new CellResult.Thrown(e);
        }
        if (result instanceof CellResult.Thrown thrown) {
            endIfMemoryDied(thrown.cause());
        }
        return result;
    }

    /** Exceptions and streams of the user are code of the user: they may take their time and be interrupted. */
    private StatementOutcome conclude(CellResult result, StatementRun run) {
        run.conclude();
        try {
            host.capture().restore();
            return run.isCancelled() ? StatementOutcome.ok("") : Outcomes.of(result);
        } finally {
            run.leave();
        }
    }

    private StatementOutcome failed(Throwable thrown) {
        endIfMemoryDied(thrown);
        return Outcomes.ofClass(thrown);
    }

    private void endIfMemoryDied(Throwable thrown) {
        MemoryDeath death = MemoryDeath.in(thrown);
        if (death != null) {
            host.memoryDied(death);
        }
    }

    private void report(int number, StatementOutcome outcome) {
        host.channel().report(new DriverFrame.StatementEnded(sessionId, number, outcome));
    }

    private static String describe(String code) {
        String line = code.strip().replaceAll("\\s+", " ");
        return line.length() <= MOST_DESCRIPTION_CHARS ? line : line.substring(0, MOST_DESCRIPTION_CHARS) + "…";
    }
}
