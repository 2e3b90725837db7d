package io.hearth.driver;

import io.hearth.driver.SparkStart.Spark;
import io.hearth.driver.output.OutputPlace;
import io.hearth.driver.output.SessionOutput;
import io.hearth.driver.output.StatementOutput;
import io.hearth.driver.repl.CellResult;
import io.hearth.driver.repl.ExecutionGate;
import io.hearth.driver.repl.ScalaRepl;
import io.hearth.driver.sql.SqlCells;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession$;

/**
 * Runs, before there is a session, what sessions do first, so that the JVM has compiled the Scala compiler, Spark and the
 * code that Spark generates when one comes. A user finds nothing of it: the session gets a Spark, class files, names and
 * numbers of its own.
 */
final class WarmUp {

    private static final int ROUNDS = 4;

    /** After so many the compiler takes a fifth of what it takes at first, and hardly less after twice as many. */
    private static final int SMALL_CELLS = 300;

    /** What a session waits for is the start of its own Spark. */
    private static final int SPARK_STARTS = 4;

    private static final int MOST_ROWS = 100;

    private final ScratchSpace scratch;
    private final SessionOutput output;
    private final long mostBytes;
    private int cells;

    /** @param output takes what the cells print */
    WarmUp(ScratchSpace scratch, SessionOutput output, long mostBytes) {
        this.scratch = scratch;
        this.output = output;
        this.mostBytes = mostBytes;
    }

    /** Runs cells on the calling thread, for many seconds. */
    void run(CompletableFuture<ScalaRepl> shell) {
        Spark spark = SparkStart.start(conf(), scratch);
        SparkSession$.MODULE$.setActiveSession(spark.session());
        ScalaRepl repl = shell.join();
        SqlCells sql = new SqlCells(spark.session(), scratch.classes(), mostBytes);
        for (int round = 0; round < ROUNDS; round++) {
            SampleCells.WORK.forEach(cell -> require(run(repl, cell), cell));
            require(sql.run(SampleCells.SQL, ExecutionGate.OPEN, MOST_ROWS), SampleCells.SQL);
        }
        for (int cell = 0; cell < SMALL_CELLS; cell++) {
            String small = SampleCells.SMALL.get(cell % SampleCells.SMALL.size());
            require(run(repl, small), small);
        }
        stop(spark);
        for (int start = 1; start < SPARK_STARTS; start++) {
            stop(SparkStart.start(conf(), scratch));
        }
    }

    /**
     * Removes what {@link #run} left.
     *
     * @param classes loads what the session will compile
     */
    void forget(ScalaRepl repl, ClassLoader classes) {
        clear(scratch.classes());
        repl.renew(classes);
        SparkCounters.reset();
        System.gc();
    }

    private CellResult run(ScalaRepl repl, String cell) {
        int number = cells++;
        String id = "warm-up-" + number;
        StatementOutput text = output.open(
                new OutputPlace(id, "warm-up", number, scratch.directory().resolve(id)));
        try {
            return repl.run(cell, text::append, ExecutionGate.OPEN);
        } finally {
            output.close(text);
        }
    }

    private static void require(CellResult result, String cell) {
        if (!(result instanceof CellResult.Completed || result instanceof CellResult.Table)) {
            throw new IllegalStateException("the warm-up failed with " + result + " for " + cell);
        }
    }

    /** What Spark and Hadoop keep beyond a context would otherwise be what the session's conf cannot change any more. */
    private static void stop(Spark spark) {
        spark.context().stop();
        SparkSession$.MODULE$.clearActiveSession();
        SparkSession$.MODULE$.clearDefaultSession();
        try {
            FileSystem.closeAll();
        } catch (IOException e) {
            throw new UncheckedIOException("the file systems of the warm-up cannot be closed", e);
        }
    }

    private static Map<String, String> conf() {
        return Map.of(
                "spark.master", "local[2]",
                "spark.app.name", "warm-up",
                "spark.ui.enabled", "false",
                "spark.driver.host", "127.0.0.1",
                "spark.driver.bindAddress", "127.0.0.1",
                "spark.sql.shuffle.partitions", "4");
    }

    private static void clear(Path directory) {
        try (Stream<Path> content = Files.walk(directory)) {
            List<Path> deepestFirst = content.filter(path -> !path.equals(directory))
                    .sorted(Comparator.reverseOrder())
                    .toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the classes of the warm-up cannot be removed", e);
        }
    }
}
