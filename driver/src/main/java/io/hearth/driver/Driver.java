package io.hearth.driver;

import io.hearth.api.EndCause;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.DriverFrame.HeldSession;
import io.hearth.api.channel.DriverSpec;
import io.hearth.api.channel.ExitCode;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.driver.SparkStart.Spark;
import io.hearth.driver.channel.ChannelListener;
import io.hearth.driver.channel.GatewayChannel;
import io.hearth.driver.channel.Gateways;
import io.hearth.driver.channel.Journal;
import io.hearth.driver.output.FollowedOutputs;
import io.hearth.driver.output.OutputCapture;
import io.hearth.driver.output.OutputUploader;
import io.hearth.driver.packages.SessionPackages;
import io.hearth.driver.repl.PackageClassLoader;
import io.hearth.driver.repl.ScalaRepl;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;

/** All of a driver's parts, and how they find each other. One per process. */
final class Driver implements SessionHost, ChannelListener {

    private static final long STACK_BYTES = 16L << 20;

    /** How long a statement may go on after it stopped the SparkContext. */
    private static final long LAST_STATEMENT_MILLIS = 10_000;

    private final DriverSpec spec;
    private final ScratchSpace scratch;
    private final OutputCapture capture;
    private final PackageClassLoader packageClasses = new PackageClassLoader(Driver.class.getClassLoader());
    private volatile ClassLoader classes;
    private volatile Map<String, String> sparkConf = Map.of();
    private final FollowedOutputs followed;
    private final OutputUploader uploader;
    private final GatewayChannel channel;
    private final DriverExit exit;
    private final ProgressListener progress = new ProgressListener();
    private final Map<String, SessionAgent> sessions = new ConcurrentHashMap<>();
    private final CompletableFuture<Spark> spark = new CompletableFuture<>();
    private final CompletableFuture<CancelLadder> ladder = spark.thenApply(started -> cancelLadder(started.context()));
    private final CompletableFuture<ScalaRepl> repl = new CompletableFuture<>();
    private final CountDownLatch packagesBrought = new CountDownLatch(1);

    Driver(DriverSpec spec, ScratchSpace scratch, OutputCapture capture, Journal journal) {
        this.spec = spec;
        this.scratch = scratch;
        this.capture = capture;
        this.classes = shellClasses();
        this.followed = new FollowedOutputs(capture);
        Gateways gateways = new Gateways(spec);
        this.uploader = new OutputUploader(gateways, capture);
        this.channel = new GatewayChannel(gateways, journal, this, followed);
        this.exit = new DriverExit(spec, channel);
    }

    /** Starts everything side by side and stays until the process is to end. */
    void run() {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        new ExitHook(exit, () -> LocalDirectory.of(sparkConf, scratch)), "hearth-exit-hook"));
        Thread.setDefaultUncaughtExceptionHandler(this::uncaught);
        new MemorySentinel(exit::memoryDied).start();
        if (spec.sparkConf().isEmpty()) {
            warmUp();
        } else {
            launch("hearth-compiler", repl, () -> ScalaRepl.start(scratch.classes(), classes));
            launchSpark(spec.sparkConf());
            channel.start();
        }
        uploader.start();
        exit.awaitAndExit();
    }

    private void launchSpark(Map<String, String> conf) {
        sparkConf = conf;
        launch("hearth-spark", spark, conf, () -> startSpark(conf));
    }

    private <T> void launch(String name, CompletableFuture<T> result, Supplier<T> start) {
        launch(name, result, Map.of(), start);
    }

    private <T> void launch(String name, CompletableFuture<T> result, Map<String, String> conf, Supplier<T> start) {
        Runnable body = () -> {
            try {
                result.complete(start.get());
            } catch (Throwable e) {
                try {
                    startFailed(e, conf);
                } finally {
                    result.completeExceptionally(e);
                }
            }
        };
        Thread thread = new Thread(null, body, name, STACK_BYTES);
        thread.setDaemon(true);
        thread.setContextClassLoader(classes);
        thread.start();
    }

    private void startFailed(Throwable thrown, Map<String, String> conf) {
        try {
            // Exceptions of classes of a package may fail to tell their own message.
            thrown.printStackTrace();
        } finally {
            exit.startFailed(thrown, conf);
        }
    }

    @Override
    public void sessionFailed(Throwable thrown) {
        startFailed(thrown, sparkConf);
    }

    private ClassLoader shellClasses() {
        return ScalaRepl.classLoader(
                scratch.classes(), packageClasses, spec.cancels().loopChecks());
    }

    /** Nobody is dialled before there is something to offer. */
    private void warmUp() {
        WarmUp warmUp = new WarmUp(scratch, capture.session(), capture.limit());
        CompletableFuture<ScalaRepl> compiler = new CompletableFuture<>();
        launch("hearth-compiler", compiler, () -> ScalaRepl.start(scratch.classes(), classes));
        launch("hearth-warm-up", repl, () -> {
            warmUp.run(compiler);
            classes = shellClasses();
            Thread.currentThread().setContextClassLoader(classes);
            warmUp.forget(compiler.join(), classes);
            channel.report(new DriverFrame.Warm());
            channel.start();
            return compiler.join();
        });
    }

    private Spark startSpark(Map<String, String> conf) {
        if (SparkStart.mayNeedPackages(conf)) {
            awaitPackages();
        }
        Spark started = SparkStart.start(conf, scratch);
        started.context().addSparkListener(progress);
        started.context()
                .addSparkListener(new ContextListener(started.context(), this::contextStopped, exit::memoryDied));
        channel.report(started.ready());
        return started;
    }

    private CancelLadder cancelLadder(SparkContext context) {
        LoopGuard guard = new LoopGuard(TaskState::ofThread, capture::startedBy);
        return new CancelLadder(context, guard, spec.cancels().timeoutMillis(), this::cancelFailed);
    }

    private void cancelFailed(StatementRun run) {
        String detail = "it went on for %.1f s".formatted(run.secondsSinceCancel());
        exit.end(EndCause.CANCEL_ENDED_DRIVER, detail, ExitCode.CANCEL_FAILED);
    }

    private void awaitPackages() {
        try {
            packagesBrought.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the thread that starts Spark", e);
        }
    }

    private void uncaught(Thread thread, Throwable thrown) {
        MemoryDeath death = MemoryDeath.in(thrown);
        if (death != null) {
            exit.memoryDied(death);
        }
        System.err.print("Exception in thread \"" + thread.getName() + "\" ");
        thrown.printStackTrace();
    }

    @Override
    public List<HeldSession> held() {
        return sessions.values().stream().map(SessionAgent::held).toList();
    }

    @Override
    public void received(GatewayFrame frame) {
        if (frame instanceof GatewayFrame.OpenSession open) {
            open(open);
        } else if (frame instanceof GatewayFrame.RunStatement run) {
            SessionAgent session = sessions.get(run.sessionId());
            if (session != null) {
                session.run(run);
            }
        } else if (frame instanceof GatewayFrame.CancelStatement cancel) {
            SessionAgent session = sessions.get(cancel.sessionId());
            if (session != null) {
                session.cancel(cancel.statement());
            }
        } else if (frame instanceof GatewayFrame.FollowOutput follow) {
            followed.follow(StatementRun.idOf(follow.sessionId(), follow.statement()), follow);
        } else if (frame instanceof GatewayFrame.StopOutput stop) {
            followed.stop(StatementRun.idOf(stop.sessionId(), stop.statement()));
        } else if (frame instanceof GatewayFrame.Shutdown) {
            exit.shutdown();
        }
    }

    private void open(GatewayFrame.OpenSession order) {
        String sessionId = order.sessionId();
        if (sessions.containsKey(sessionId)) {
            return;
        }
        if (!sessions.isEmpty()) {
            // One shell per driver for now; the gateway's start time-out names the session that never gets ready.
            System.err.println("hearth-driver: session " + sessionId + " is refused, this driver holds "
                    + String.join(", ", sessions.keySet()));
            return;
        }
        SessionPackages packages =
                new SessionPackages(spec, order.packages(), scratch.packages().resolve(sessionId), packageClasses);
        SessionAgent session = new SessionAgent(sessionId, packages, order.past(), this);
        sessions.put(sessionId, session);
        if (spec.sparkConf().isEmpty()) {
            launchSpark(order.sparkConf());
        }
        session.start();
    }

    @Override
    public void lost(String detail) {
        exit.end(EndCause.LOST, detail, ExitCode.LOST);
    }

    /** Lets the statement that stopped the context come to its end first: its outcome is reported like any other. */
    @Override
    public void contextStopped() {
        Thread waiter = new Thread(
                () -> {
                    try {
                        for (SessionAgent session : sessions.values()) {
                            session.awaitQuiet(LAST_STATEMENT_MILLIS);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    if (!isJvmEnding()) {
                        exit.end(EndCause.SPARK_CONTEXT_STOPPED, "The SparkContext was stopped.", ExitCode.NORMAL);
                    }
                },
                "hearth-context-stopped");
        waiter.setDaemon(true);
        waiter.start();
    }

    /** Spark stops its context in a hook of the JVM, too; then the cause of the end is another. */
    private static boolean isJvmEnding() {
        Thread probe = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    @Override
    public void memoryDied(MemoryDeath death) {
        exit.memoryDied(death);
    }

    @Override
    public boolean isEnding() {
        return exit.isAsked();
    }

    @Override
    public GatewayChannel channel() {
        return channel;
    }

    @Override
    public OutputCapture capture() {
        return capture;
    }

    @Override
    public Path outputFile(String sessionId, int statement) {
        return scratch.workDirectory().resolve(DriverSpec.outputFile(sessionId, statement));
    }

    @Override
    public Path classFiles() {
        return scratch.classes();
    }

    @Override
    public ClassLoader classes() {
        return classes;
    }

    @Override
    public void packagesBrought() {
        packagesBrought.countDown();
    }

    @Override
    public CompletableFuture<Spark> spark() {
        return spark;
    }

    @Override
    public CompletableFuture<ScalaRepl> repl() {
        return repl;
    }

    @Override
    public CancelLadder ladder() {
        return ladder.join();
    }

    @Override
    public ProgressListener progress() {
        return progress;
    }
}
