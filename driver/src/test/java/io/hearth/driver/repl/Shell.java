package io.hearth.driver.repl;

import io.hearth.api.channel.LoopChecks;
import io.hearth.api.channel.OutputLimits;
import io.hearth.driver.output.OutputCapture;
import io.hearth.driver.output.OutputPlace;
import io.hearth.driver.output.SessionOutput;
import io.hearth.driver.output.StatementOutput;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.classic.SparkSession;

/** A Scala shell on a real Spark in the test's own JVM, with its output captured as a driver does it. */
final class Shell implements AutoCloseable {

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    /** One per process: Scala's console keeps the stream that it finds first. */
    private static final class Captured {

        static final OutputCapture CAPTURE = OutputCapture.install(new OutputLimits(65_536, 0, 0), () -> null);
        static final PrintStream OUT = System.out;
        static final PrintStream ERR = System.err;
    }

    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private final Path directory;
    private final SessionOutput session;
    private final SparkContext context;
    private final ScalaRepl repl;
    private int cells;

    /** What a cell printed and how it ended. */
    record Ran(String text, CellResult result) {}

    Shell(Path directory) {
        this.directory = directory;
        this.session = Captured.CAPTURE.session();
        System.setOut(Captured.OUT);
        System.setErr(Captured.ERR);
        ClassLoader classes = ScalaRepl.classLoader(directory, Shell.class.getClassLoader(), LoopChecks.ON);
        Thread.currentThread().setContextClassLoader(classes);
        SparkConf conf = new SparkConf(false);
        Map.of(
                        "spark.master", "local[2]",
                        "spark.app.name", "cells",
                        "spark.ui.enabled", "false",
                        "spark.driver.host", "127.0.0.1",
                        "spark.driver.bindAddress", "127.0.0.1",
                        "spark.sql.shuffle.partitions", "2",
                        "spark.sql.warehouse.dir",
                                directory.resolve("warehouse").toString(),
                        "spark.repl.class.outputDir", directory.toString(),
                        "spark.sql.artifact.isolation.enabled", "false",
                        "spark.api.mode", "classic")
                .forEach(conf::set);
        this.context = new SparkContext(conf);
        SparkSession.builder().sparkContext(context).getOrCreate();
        this.repl = ScalaRepl.start(directory, classes);
    }

    boolean definesOnly(String cell) {
        return repl.definesOnly(cell);
    }

    Ran run(String cell) {
        return run(cell, ExecutionGate.OPEN);
    }

    Ran run(String cell, ExecutionGate gate) {
        String id = "cell-" + cells++;
        StatementOutput output = session.open(new OutputPlace(id, "s", cells, directory.resolve(id)));
        CellResult result = repl.run(cell, output::append, gate);
        return new Ran(session.close(output), result);
    }

    @Override
    public void close() {
        repl.close();
        context.stop();
        System.setOut(out);
        System.setErr(err);
        Thread.currentThread().setContextClassLoader(loader);
    }
}
