package io.hearth.bench.bare;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.classic.SparkSession;
import scala.jdk.javaapi.CollectionConverters;
import scala.tools.nsc.Settings;
import scala.tools.nsc.interpreter.IMain;
import scala.tools.nsc.interpreter.Results;
import scala.tools.nsc.interpreter.shell.ReplReporterImpl;

/**
 * The main class of the yardstick's process: starts Spark and the Scala interpreter side by side, compiles the imports
 * of a Spark shell, and ends. It writes a line when Spark and the compiler are there, and another when the imports are.
 * Its two arguments are an empty directory and how many cores Spark takes.
 */
public final class BareDriver {

    /** Spark and the Scala compiler are started. */
    static final String STARTED = "hearth-bench: started";

    /** The imports are compiled, too: what a Spark shell shows its prompt for. */
    static final String READY = "hearth-bench: ready";

    private static final List<String> IMPORTS = List.of("""
            @transient lazy val spark: org.apache.spark.sql.SparkSession = org.apache.spark.sql.SparkSession.active
            @transient lazy val sc: org.apache.spark.SparkContext = spark.sparkContext
            """, """
            import org.apache.spark.SparkContext._
            import spark.implicits._
            import spark.sql
            import org.apache.spark.sql.functions._
            """);

    private static final long STACK_BYTES = 16L << 20;

    private final Path directory;
    private final String cores;

    private BareDriver(Path directory, String cores) {
        this.directory = directory;
        this.cores = cores;
    }

    public static void main(String[] arguments) throws InterruptedException {
        // As the real one logs.
        System.setProperty("log4j2.configurationFile", "classpath:io/hearth/driver/log4j2.properties");
        new BareDriver(Path.of(arguments[0]), arguments[1]).run();
        Runtime.getRuntime().halt(0);
    }

    private void run() throws InterruptedException {
        Thread spark = new Thread(this::startSpark, "spark");
        Thread compiler = new Thread(null, () -> startInterpreter(spark), "interpreter", STACK_BYTES);
        compiler.setUncaughtExceptionHandler((thread, e) -> {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
        spark.setUncaughtExceptionHandler(compiler.getUncaughtExceptionHandler());
        spark.start();
        compiler.start();
        compiler.join();
    }

    private void startSpark() {
        SparkConf conf = new SparkConf(false)
                .setMaster("local[" + cores + "]")
                .setAppName("bare")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.local.dir", directory.resolve("local").toString())
                .set(
                        "spark.sql.warehouse.dir",
                        directory.resolve("warehouse").toUri().toString())
                .set("spark.repl.class.outputDir", classes().toString())
                .set("spark.sql.artifact.isolation.enabled", "false")
                .set("spark.api.mode", "classic");
        SparkContext context = new SparkContext(conf);
        SparkSession.builder().sparkContext(context).getOrCreate();
    }

    private void startInterpreter(Thread spark) {
        IMain shell = interpreter();
        if (!shell.initializeCompiler()) {
            throw new IllegalStateException("the Scala compiler did not start");
        }
        // Compiling the imports does not need Spark, so it begins although Spark may not be there yet.
        Thread started = new Thread(() -> sayWhenOver(spark), "started");
        started.start();
        for (String code : IMPORTS) {
            if (!shell.interpret(code).equals(Results.Success$.MODULE$)) {
                throw new IllegalStateException("the imports failed");
            }
        }
        join(started);
        System.out.println(READY);
    }

    private static void sayWhenOver(Thread spark) {
        join(spark);
        System.out.println(STARTED);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private IMain interpreter() {
        Settings settings = new Settings();
        List<String> arguments = List.of(
                "-usejavacp", "-Yrepl-class-based", "-Yrepl-outdir", classes().toString());
        settings.processArguments(CollectionConverters.asScala(arguments).toList(), true);
        return new IMain(settings, new ReplReporterImpl(settings, new PrintWriter(Writer.nullWriter())));
    }

    private Path classes() {
        try {
            return Files.createDirectories(directory.resolve("classes"));
        } catch (IOException e) {
            throw new IllegalStateException("no directory for classes", e);
        }
    }
}
