package io.hearth.server.launch;

import io.hearth.api.MemorySize;
import io.hearth.api.channel.CancelPolicy;
import io.hearth.api.channel.ChannelCodec;
import io.hearth.api.channel.DriverSpec;
import io.hearth.api.channel.LoopChecks;
import io.hearth.server.objects.LogArchive;
import io.hearth.server.objects.OutputArchive;
import io.hearth.server.session.Backends;
import io.hearth.server.session.Driver;
import io.hearth.server.session.DriverExit;
import io.hearth.server.session.DriverLauncher;
import io.hearth.server.session.LaunchListener;
import io.hearth.server.session.PrintedText;
import io.hearth.server.session.ProcessReference;
import io.hearth.server.session.Session;
import io.hearth.server.session.SessionLogs.Stream;
import io.hearth.server.session.SessionPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drivers as processes of this machine. */
public final class LocalLauncher implements DriverLauncher {

    private static final Logger LOG = LoggerFactory.getLogger(LocalLauncher.class);
    private static final long FOLLOW_MILLIS = 150;
    private static final long WATCH_MILLIS = 200;
    private static final int MOST_EARLY_STOPS = 1_000;

    private static final CancelPolicy CANCELS = new CancelPolicy(5_000, LoopChecks.ON);

    /** How much of its disk a driver takes for what no gateway has taken yet. */
    private static final long JOURNAL_BYTES = 256L << 20;

    private final LocalOptions options;
    private final LogArchive logs;
    private final LeftOutputs leftOutputs;
    private final DriverCommand command;
    private final Optional<ClassArchive> classArchive;
    private final Optional<ClassArchiveMaker> classArchiveMaker;
    private final WorkDirectories directories;
    private final Executor executor;
    private final ProcessWatch adopted;
    private final ConcurrentMap<String, LocalDriver> drivers = new ConcurrentHashMap<>();

    /** Drivers that were stopped before their launch came here; the newest only, for most of them never come. */
    private final Set<String> stoppedEarly =
            Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > MOST_EARLY_STOPS;
                }
            }));

    /** @param timer for following output, and for watching processes that another gateway launched */
    public LocalLauncher(
            LocalOptions options,
            LogArchive logs,
            OutputArchive outputs,
            Executor executor,
            ScheduledExecutorService timer) {
        this.options = options;
        this.logs = logs;
        this.leftOutputs = new LeftOutputs(outputs, options.outputLimits().shownBytes());
        this.command = new DriverCommand(options);
        this.classArchive = options.classArchives()
                .flatMap(directory -> ClassArchive.of(
                        directory,
                        options.javaCommand(),
                        options.driverJar(),
                        options.sparkHome().resolve("jars")));
        this.classArchiveMaker = classArchive.map(archive -> new ClassArchiveMaker(archive, command));
        this.directories = new WorkDirectories(options.directory(), options.account());
        this.executor = executor;
        this.adopted = new ProcessWatch(executor);
        repeat(timer, FOLLOW_MILLIS, () -> drivers.values().forEach(LocalDriver::stepLogs));
        repeat(timer, WATCH_MILLIS, adopted::look);
        classArchiveMaker.ifPresent(maker -> maker.start(drivers::isEmpty));
    }

    private static void repeat(ScheduledExecutorService timer, long millis, Runnable work) {
        ScheduledFuture<?> unused = timer.scheduleWithFixedDelay(work, millis, millis, TimeUnit.MILLISECONDS);
    }

    private LocalSize size(SessionPlan plan, Backend backend) {
        return LocalSize.of(
                plan.sizes(), backend, options.maxHeap(), Runtime.getRuntime().availableProcessors());
    }

    @Override
    public MemorySize footprint(SessionPlan plan) {
        return size(plan, Backend.THIS_MACHINE).footprint();
    }

    @Override
    public MemorySize budget() {
        return options.memoryBudget();
    }

    @Override
    public List<String> notices(SessionPlan plan, String backendName) {
        Backend backend = backend(backendName);
        List<String> notices = new ArrayList<>(size(plan, backend).notices());
        plan.conf().keySet().stream()
                .filter(backend.conf()::containsKey)
                .sorted()
                .map(key -> "%s is fixed by the queue's backend %s; the session's own value was not used"
                        .formatted(key, backendName))
                .forEach(notices::add);
        return notices;
    }

    private Backend backend(String name) {
        if (name.equals(Backends.LOCAL)) {
            return Backend.THIS_MACHINE;
        }
        Backend backend = options.backends().get(name);
        if (backend == null) {
            throw new IllegalStateException("the queue's backend " + name + " is not configured any more");
        }
        return backend;
    }

    @Override
    public String workDirectory(String driverId) {
        return directories.of(driverId).toString();
    }

    @Override
    public void launch(LaunchOrder order, LaunchListener listener) {
        Driver driver = order.driver();
        Backend backend = backend(order.backend());
        LocalSize size = size(order.session().plan(), backend);
        Path work = Path.of(driver.workDirectory());
        launch(
                new LocalDriver(driver.id(), order.session().id(), work),
                new Birth(order.secret(), size, SparkProperties.of(order.session(), backend, size, work)),
                listener);
    }

    @Override
    public void launchWarm(WarmOrder order, LaunchListener listener) {
        Driver driver = order.driver();
        launch(
                new LocalDriver(driver.id(), null, Path.of(driver.workDirectory())),
                new Birth(order.secret(), size(order.plan(), Backend.THIS_MACHINE), Map.of()),
                listener);
    }

    /** @param sparkConf empty for a driver that waits for its session */
    private record Birth(String secret, LocalSize size, Map<String, String> sparkConf) {}

    private void launch(LocalDriver local, Birth birth, LaunchListener listener) {
        drivers.put(local.id(), local);
        if (stoppedEarly.remove(local.id())) {
            local.requestStop();
        }
        executor.execute(() -> start(local, birth, listener));
    }

    private void start(LocalDriver local, Birth birth, LaunchListener listener) {
        Optional<Process> started;
        try {
            Path spec = prepare(local, birth);
            started = local.start(() -> spawn(local, birth, spec));
        } catch (IOException | RuntimeException e) {
            LOG.warn("driver {} could not be started", local.id(), e);
            ended(local, new DriverExit(null, null, String.valueOf(e.getMessage())), listener);
            return;
        }
        if (started.isEmpty()) {
            ended(local, new DriverExit(null, null, "stopped before it was started"), listener);
            return;
        }
        Process process = started.get();
        local.follow(followers(local));
        try {
            listener.started(local.id(), ProcessGroup.reference(process.toHandle()));
        } catch (RuntimeException e) {
            LOG.error("the start of driver {} could not be recorded, so it is ended", local.id(), e);
            local.signal(ProcessGroup.Signal.KILL);
        }
        whenDone(process.onExit()
                .thenAcceptAsync(gone -> ended(local, exit(local, gone.exitValue()), listener), executor));
    }

    private Path prepare(LocalDriver local, Birth birth) throws IOException {
        Path work = local.workDirectory();
        DriverSpec spec = new DriverSpec(
                local.id(),
                birth.secret(),
                List.of(options.access().address().get().toString()),
                birth.sparkConf(),
                work.toString(),
                options.lease().toMillis(),
                CANCELS,
                options.outputLimits(),
                JOURNAL_BYTES,
                options.access().certificates());
        return directories.prepare(local.id(), work, ChannelCodec.encode(spec));
    }

    private Process spawn(LocalDriver local, Birth birth, Path spec) throws IOException {
        Path work = local.workDirectory();
        ProcessBuilder builder = new ProcessBuilder(command.arguments(
                        birth.size(), classArchive.map(ClassArchive::using).orElse(List.of()), work, spec))
                .directory(work.resolve(DriverSpec.CURRENT_DIRECTORY).toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directories.output(local.id(), Stream.STDOUT).toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        directories.output(local.id(), Stream.STDERR).toFile()));
        command.environment(builder.environment());
        options.account().ifPresent(account -> account.environment(builder.environment()));
        builder.environment()
                .put("PYTHONPATH", work.resolve(DriverSpec.PYTHON_DIRECTORY).toString());
        builder.environment().put(Stragglers.MARK, local.id());
        return builder.start();
    }

    private List<StreamFollower> followers(LocalDriver local) {
        String sessionId = local.sessionId();
        return sessionId == null
                ? List.of()
                : Arrays.stream(Stream.values())
                        .map(stream -> new StreamFollower(
                                directories.output(local.id(), stream), () -> logs.appender(sessionId, stream)))
                        .toList();
    }

    @Override
    public Optional<String> jvm(SessionPlan plan) {
        return JvmFit.isPossible(plan)
                ? Optional.of("heap " + size(plan, Backend.THIS_MACHINE).heap())
                : Optional.empty();
    }

    @Override
    public Map<String, String> sparkConf(Session session, String backendName, Driver driver) {
        Backend backend = backend(backendName);
        return SparkProperties.of(session, backend, size(session.plan(), backend), Path.of(driver.workDirectory()));
    }

    @Override
    public void assign(String driverId, String sessionId) {
        LocalDriver local = drivers.get(driverId);
        if (local != null) {
            local.assign(sessionId);
            directories.emptyOutput(driverId);
            local.follow(followers(local));
        }
    }

    @Override
    public boolean isPreparing() {
        return classArchiveMaker.filter(ClassArchiveMaker::isWorking).isPresent();
    }

    @Override
    public void pause(String driverId) {
        Optional.ofNullable(drivers.get(driverId)).ifPresent(LocalDriver::pause);
    }

    @Override
    public void resume(String driverId) {
        Optional.ofNullable(drivers.get(driverId)).ifPresent(LocalDriver::resume);
    }

    @Override
    public void discard(String driverId) {
        LocalDriver local = drivers.get(driverId);
        if (local != null) {
            local.requestStop();
            executor.execute(() -> local.signal(ProcessGroup.Signal.KILL));
        }
    }

    @Override
    public void adopt(Driver driver, @Nullable String sessionId, LaunchListener listener) {
        LocalDriver local = new LocalDriver(driver.id(), sessionId, Path.of(driver.workDirectory()));
        drivers.put(driver.id(), local);
        local.follow(followers(local));
        Optional<ProcessReference> process = Optional.ofNullable(driver.process());
        Optional<ProcessHandle> handle = process.flatMap(ProcessGroup::find);
        if (handle.isPresent()) {
            local.adopted(ProcessGroup.reference(handle.get()));
            adopted.add(handle.get(), () -> ended(local, exit(local, null), listener));
        } else {
            // What it started may have outlived it. A group's number is not given away while the group has members.
            process.filter(reference -> ProcessHandle.of(reference.pid()).isEmpty())
                    .ifPresent(local::adopted);
            executor.execute(() -> ended(local, exit(local, null), listener));
        }
    }

    private DriverExit exit(LocalDriver local, @Nullable Integer code) {
        local.finishLogs();
        String sessionId = local.sessionId();
        if (sessionId != null) {
            leftOutputs.take(local.workDirectory(), sessionId);
        }
        return new DriverExit(
                local.wasKilled() ? null : code,
                LastWords.announced(local.workDirectory()),
                code == null ? "nobody saw its exit code: a gateway before this one launched it" : "");
    }

    private void ended(LocalDriver local, DriverExit exit, LaunchListener listener) {
        local.over();
        Stragglers.end(local.id(), options.account());
        // Until the end is committed, what the driver left behind may be asked for, also by the next gateway.
        whenDone(
                listener.exited(local.id(), exit).thenRun(() -> directories.delete(local.id(), local.workDirectory())));
        drivers.remove(local.id());
    }

    @Override
    public void sweep(Set<String> aliveDrivers) {
        directories.sweep(aliveDrivers);
    }

    @Override
    public PrintedText printed(Driver driver, String sessionId, int statement) {
        return LastWords.printed(Path.of(driver.workDirectory()), sessionId, statement, options.outputLimits());
    }

    @Override
    public void stop(String driverId) {
        LocalDriver local = drivers.get(driverId);
        if (local == null) {
            stoppedEarly.add(driverId);
            // It may have come between the two lines, and then it did not see the mark.
            local = drivers.get(driverId);
        }
        if (local == null || !local.requestStop()) {
            return;
        }
        stoppedEarly.remove(driverId);
        long grace = options.shutdownGrace().toMillis();
        signalLater(local, ProcessGroup.Signal.TERM, grace / 2);
        signalLater(local, ProcessGroup.Signal.KILL, grace);
    }

    private void signalLater(LocalDriver local, ProcessGroup.Signal signal, long delayMillis) {
        Executor later = CompletableFuture.delayedExecutor(delayMillis, TimeUnit.MILLISECONDS, executor);
        later.execute(() -> local.signal(signal));
    }

    @Override
    public void close() {
        classArchiveMaker.ifPresent(ClassArchiveMaker::close);
    }

    private static void whenDone(CompletableFuture<Void> handling) {
        CompletableFuture<Void> unused = handling.exceptionally(failure -> {
            LOG.error("the exit of a driver could not be handled", failure);
            return null;
        });
    }
}
