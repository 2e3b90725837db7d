package io.hearth.driver.repl;

import io.hearth.api.channel.LoopChecks;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import scala.Option;
import scala.Tuple3;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.internal.Trees;
import scala.reflect.internal.util.BatchSourceFile;
import scala.reflect.internal.util.Position;
import scala.tools.nsc.Settings;
import scala.tools.nsc.interpreter.IMain;
import scala.tools.nsc.interpreter.Results;
import scala.tools.nsc.typechecker.Analyzer;
import scala.util.Either;

/**
 * One Scala shell. Not thread-safe: one thread at a time compiles and runs.
 *
 * <p>It drives the requests of {@link IMain} itself, where {@code IMain.interpret} would compile a second time to tell what
 * a piece gave, and twice more for every exception, to bind it to a name, and would hand out a text in its place.
 */
public final class ScalaRepl implements AutoCloseable {

    /**
     * In scope from the first cell. The values are lazy so that compiling them does not wait for Spark, and transient so
     * that closures do not take them along. One piece: in a cold compiler each costs most of a second.
     */
    static final String PRELUDE = """
            @transient lazy val spark: org.apache.spark.sql.SparkSession = org.apache.spark.sql.SparkSession.active
            @transient lazy val sc: org.apache.spark.SparkContext = spark.sparkContext
            import org.apache.spark.SparkContext._
            import spark.implicits._
            import spark.sql
            import org.apache.spark.sql.functions._
            """;

    private final ShellReporter reporter;
    private final RenewableLoader loader;
    private final IMain shell;
    private ExecutionGate gate = ExecutionGate.OPEN;

    private ScalaRepl(ShellReporter reporter, RenewableLoader loader, IMain shell) {
        this.reporter = reporter;
        this.loader = loader;
        this.shell = shell;
    }

    /** A loader for the classes that shells write below a directory, which must exist; good before any shell is there. */
    public static ClassLoader classLoader(Path outputDirectory, ClassLoader parent, LoopChecks loopChecks) {
        return new ReplClassLoader(outputDirectory, parent, loopChecks);
    }

    /**
     * Starts the compiler and compiles the first imports, which takes seconds in a new JVM.
     *
     * @param outputDirectory where class files go, the one that {@code classes} reads
     * @param classes what {@link #classLoader} made
     * @throws IllegalStateException when the compiler cannot start, which its class path is the usual reason for
     */
    public static ScalaRepl start(Path outputDirectory, ClassLoader classes) {
        Settings settings = settings(outputDirectory);
        ShellReporter reporter = new ShellReporter(settings);
        RenewableLoader loader = new RenewableLoader(classes);
        ScalaRepl repl = new ScalaRepl(reporter, loader, new IMain(settings, Option.apply(loader), settings, reporter));
        if (!repl.shell.initializeCompiler()) {
            throw new IllegalStateException("the Scala compiler did not start");
        }
        Analyzer analyzer = repl.shell.global().analyzer();
        analyzer.addAnalyzerPlugin(new CompilerCheck(analyzer, () -> repl.gate.isClosed()));
        repl.runPrelude();
        return repl;
    }

    /**
     * Forgets every cell that ran: names, results, numbers and classes begin anew, while the compiler stays warm.
     *
     * @param classes a new loader from {@link #classLoader} for the same directory, whose class files are gone
     */
    public void renew(ClassLoader classes) {
        loader.renew(classes);
        shell.reset();
        runPrelude();
    }

    static Settings settings(Path outputDirectory) {
        Settings settings = new Settings();
        List<String> arguments =
                List.of("-usejavacp", "-Yrepl-class-based", "-Yrepl-outdir", outputDirectory.toString());
        settings.processArguments(CollectionConverters.asScala(arguments).toList(), true);
        return settings;
    }

    /** Lets code from now on use the classes of jars, which the loader of {@link #start} must find as well. */
    public void addToClassPath(List<Path> jars) {
        CompilerClassPath.add(shell.global(), jars);
    }

    private void runPrelude() {
        CellResult result = run(PRELUDE, text -> {}, ExecutionGate.OPEN, List::of);
        if (!(result instanceof CellResult.Completed)) {
            throw new IllegalStateException("the shell's first imports failed: "
                    + (result instanceof CellResult.Rejected rejected ? rejected.message() : result));
        }
    }

    /**
     * Compiles and runs a cell on the calling thread, whose context class loader should be the shell's.
     *
     * @param sink takes what the shell prints, with line ends, in the order in which the code prints, too
     * @param gate told around every piece's run; when it says no, the rest of the cell is not even compiled
     */
    public CellResult run(String code, Consumer<String> sink, ExecutionGate gate) {
        return run(code, sink, gate, Cells::split);
    }

    /** Whether a cell does nothing but define. It is only parsed; of what is no Scala nobody can say that. */
    public boolean definesOnly(String code) {
        reporter.begin(text -> {});
        try {
            Either<Results.Result, Tuple3<scala.collection.immutable.List<Trees.Tree>, Position, BatchSourceFile>>
                    parsed = parse(code);
            return parsed.isRight()
                    && Cells.onlyDefine(
                            CollectionConverters.asJava(parsed.toOption().get()._1()));
        } finally {
            forgetMessages();
            reporter.end();
        }
    }

    private CellResult run(String code, Consumer<String> sink, ExecutionGate cellGate, Splitter splitter) {
        reporter.begin(sink);
        gate = cellGate;
        try {
            Either<Results.Result, Tuple3<scala.collection.immutable.List<Trees.Tree>, Position, BatchSourceFile>>
                    parsed = parse(code);
            if (parsed.isLeft()) {
                return reporter.rejection();
            }
            Parsed cell = new Parsed(
                    parsed.toOption().get()._3(), parsed.toOption().get()._2());
            for (List<Trees.Tree> piece : splitter.split(
                    CollectionConverters.asJava(parsed.toOption().get()._1()))) {
                CellResult result = gate.isClosed() ? new CellResult.Stopped() : runPiece(cell, piece);
                if (!(result instanceof CellResult.Completed)) {
                    return result;
                }
            }
            return new CellResult.Completed();
        } finally {
            gate = ExecutionGate.OPEN;
            forgetMessages();
            reporter.end();
        }
    }

    @FunctionalInterface
    private interface Splitter {
        List<List<Trees.Tree>> split(List<Trees.Tree> cell);
    }

    private record Parsed(BatchSourceFile source, Position firstXml) {}

    private Either<Results.Result, Tuple3<scala.collection.immutable.List<Trees.Tree>, Position, BatchSourceFile>>
            parse(String code) {
        shell.global().currentRun().reporting().clearSuspendedMessages();
        return shell.parse(code, true);
    }

    private CellResult runPiece(Parsed cell, List<Trees.Tree> piece) {
        // Positions refer to the parsed cell, so that lines count from its start; the request needs no text of its own,
        // and would keep a copy of it for as long as the session lives.
        IMain.Request request = shell
        .new Request(
                "", CollectionConverters.asScala(piece).toList(), cell.source(), cell.firstXml(), false, false, true);
        reporter.currentRequest_$eq(request);
        Optional<PieceResult> compiled;
        try {
            compiled = PieceResult.compile(shell, request);
        } catch (Throwable e) {
            return new CellResult.Thrown(e);
        }
        return compiled.isEmpty() ? reporter.rejection() : execute(request, compiled.get());
    }

    private CellResult execute(IMain.Request request, PieceResult piece) {
        gate.defines(request.lineRep().lineId());
        if (!gate.enter()) {
            return new CellResult.Stopped();
        }
        PieceText value;
        try {
            value = piece.evaluate();
        } catch (Throwable e) {
            return new CellResult.Thrown(Wrappers.unwrap(e));
        } finally {
            gate.leave();
        }
        reporter.printValue(value);
        shell.recordRequest(request);
        forgetMessages();
        return new CellResult.Completed();
    }

    /** Otherwise an error or a warning would be reported, and counted, once more with the next piece. */
    private void forgetMessages() {
        reporter.reset();
        shell.global().currentRun().reporting().clearAllConditionalWarnings();
    }

    @Override
    public void close() {
        shell.close();
    }
}
