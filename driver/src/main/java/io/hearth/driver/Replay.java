package io.hearth.driver;

import io.hearth.api.StatementKind;
import io.hearth.api.channel.DriverFrame.Repeated;
import io.hearth.api.channel.GatewayFrame.PastStatement;
import io.hearth.api.channel.StatementOutcome;
import io.hearth.driver.SparkStart.Spark;
import io.hearth.driver.repl.CellResult;
import io.hearth.driver.repl.ScalaRepl;
import io.hearth.driver.sql.SqlCells;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements of a driver that is gone once more, in their order: those that only define, and those that were posted to be.
 * What they print goes into the driver's log, for the statements have their output. One thread runs it, the session's.
 */
final class Replay {

    private static final String RUNS_CODE = "it does more than define, and was not posted as recoverable";

    private static final int LONGEST_REASON = 500;

    /** What a statement of SQL gives nobody reads. */
    private static final int MOST_ROWS = 1;

    private final SessionHost host;
    private final Spark spark;
    private final ScalaRepl scala;
    private final SqlCells sql;

    Replay(SessionHost host, Spark spark, ScalaRepl scala, SqlCells sql) {
        this.host = host;
        this.spark = spark;
        this.scala = scala;
        this.sql = sql;
    }

    /** Goes on after a statement that fails, but not after one that stopped Spark. */
    List<Repeated> run(String sessionId, List<PastStatement> past) {
        List<Repeated> repeated = new ArrayList<>();
        for (PastStatement statement : past) {
            if (spark.isStopped()) {
                return repeated;
            }
            repeated.add(new Repeated(statement.statement(), reason(sessionId, statement)));
        }
        return repeated;
    }

    private @Nullable String reason(String sessionId, PastStatement statement) {
        try {
            boolean runs = statement.recoverable()
                    || (statement.kind() == StatementKind.SPARK && scala.definesOnly(statement.code()));
            return runs ? cut(failure(sessionId, statement)) : RUNS_CODE;
        } catch (Throwable e) {
            // Code that the compiler cannot even read must not end the thread that all others wait for.
            return failed(e);
        }
    }

    /** What is told of all statements goes into one message. */
    private static @Nullable String cut(@Nullable String reason) {
        return reason == null || reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
    }

    private @Nullable String failure(String sessionId, PastStatement statement) {
        String id = StatementRun.idOf(sessionId, statement.statement());
        StatementRun run = new StatementRun(id);
        // The code before may have set another.
        Thread.currentThread().setContextClassLoader(host.classes());
        spark.context().setJobGroup(id, "run again", true);
        try {
            return failure(cell(statement, run), run);
        } catch (Throwable e) {
            return failed(e);
        } finally {
            run.finish();
            spark.context().clearJobGroup();
        }
    }

    private CellResult cell(PastStatement statement, StatementRun run) {
        return switch (statement.kind()) {
            case SPARK -> scala.run(statement.code(), text -> {}, run);
            case SQL -> sql.run(statement.code(), run, MOST_ROWS);
        };
    }

    private @Nullable String failure(CellResult result, StatementRun run) {
        if (result instanceof CellResult.Thrown thrown) {
            endIfMemoryDied(thrown.cause());
        }
        run.conclude();
        try {
            host.capture().restore();
            StatementOutcome outcome = Outcomes.of(result);
            return outcome.status() == StatementOutcome.Status.OK
                    ? null
                    : "it failed when it ran again: " + outcome.errorName() + ": " + outcome.errorValue();
        } finally {
            run.leave();
        }
    }

    private String failed(Throwable thrown) {
        endIfMemoryDied(thrown);
        return "it failed when it ran again: " + thrown.getClass().getName();
    }

    private void endIfMemoryDied(Throwable thrown) {
        MemoryDeath death = MemoryDeath.in(thrown);
        if (death != null) {
            host.memoryDied(death);
        }
    }
}
