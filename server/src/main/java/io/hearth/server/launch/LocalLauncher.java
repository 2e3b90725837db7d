package io.hearth.server.launch;

import io.hearth.api.MemorySize;
import io.hearth.server.launch.DriverProcesses.Birth;
import io.hearth.server.launch.StreamFollower.Beginning;
import io.hearth.server.objects.LogArchive;
import io.hearth.server.objects.OutputArchive;
import io.hearth.server.session.Backends;
import io.hearth.server.session.Driver;
import io.hearth.server.session.DriverExit;
import io.hearth.server.session.DriverLauncher;
import io.hearth.server.session.Insistence;
import io.hearth.server.session.LaunchListener;
import io.hearth.server.session.Machine;
import io.hearth.server.session.PrintedText;
import io.hearth.server.session.ProcessReference;
import io.hearth.server.session.Session;
import io.hearth.server.session.SessionPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drivers as processes of this machine. */
public final class LocalLauncher implements DriverLauncher {

    private static final Logger LOG = LoggerFactory.getLogger(LocalLauncher.class);
    private static final long FOLLOW_MILLIS = 150;
    private static final long WATCH_MILLIS = 200;

    private final LocalOptions options;
    private final StreamFollowers followers;
    private final LeftOutputs leftOutputs;
    private final WorkDirectories directories;
    private final DriverProcesses processes;
    private final Exits exits;
    private final Machine machine;
    private final Executor executor;
    private final Insistence insistence;
    private final ProcessWatch adopted;
    private final LocalDrivers drivers = new LocalDrivers();

    /** @param timer for following output, and for watching processes that another gateway launched */
    public LocalLauncher(
            LocalOptions options,
            LogArchive logs,
            OutputArchive outputs,
            Executor executor,
            ScheduledExecutorService timer) {
        this.options = options;
        this.leftOutputs = new LeftOutputs(outputs, options.outputLimits().shownBytes());
        this.directories = new WorkDirectories(options.directory(), options.account());
        this.processes = new DriverProcesses(options, directories);
        this.exits = new Exits(directories);
        this.followers = new StreamFollowers(directories, logs);
        // Output of drivers under another account goes to the gateway's own directory, which no other gateway has.
        this.machine = ThisMachine.find(options.account().map(account -> options.directory()));
        this.executor = executor;
        this.insistence = new Insistence(executor);
        this.adopted = new ProcessWatch(executor);
        repeat(timer, FOLLOW_MILLIS, () -> drivers.all().forEach(LocalDriver::stepLogs));
        repeat(timer, WATCH_MILLIS, adopted::look);
        processes.makeClassArchive(drivers::isEmpty);
    }

    private static void repeat(ScheduledExecutorService timer, long millis, Runnable work) {
        ScheduledFuture<?> unused = timer.scheduleWithFixedDelay(work, millis, millis, TimeUnit.MILLISECONDS);
    }

    private LocalSize size(SessionPlan plan, Backend backend) {
        return LocalSize.of(
                plan.sizes(), backend, options.maxHeap(), Runtime.getRuntime().availableProcessors());
    }

    @Override
    public Machine machine() {
        return machine;
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
    public int startsAtOnce() {
        return options.startsAtOnce();
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

    private void launch(LocalDriver local, Birth birth, LaunchListener listener) {
        drivers.addToLaunch(local);
        executor.execute(() -> start(local, birth, listener));
    }

    private void start(LocalDriver local, Birth birth, LaunchListener listener) {
        Optional<Process> started;
        try {
            Path spec = processes.prepare(local, birth);
            started = local.start(() -> processes.spawn(local, birth, spec));
        } catch (IOException | RuntimeException e) {
            LOG.warn("driver {} could not be started", local.id(), e);
            ended(local, Exits.notStarted(e), listener);
            return;
        }
        if (started.isEmpty()) {
            ended(local, new DriverExit(null, null, "stopped before it was started"), listener);
            return;
        }
        Process process = started.get();
        follow(local, Beginning.OF_FILE);
        try {
            listener.started(local.id(), ProcessGroup.reference(process.toHandle()));
        } catch (RuntimeException e) {
            LOG.error("the start of driver {} could not be recorded, so it is ended", local.id(), e);
            local.signal(ProcessGroup.Signal.KILL);
        }
        whenDone(process.onExit().thenAcceptAsync(gone -> gone(local, gone.exitValue(), listener), executor));
    }

    private void follow(LocalDriver local, Beginning beginning) {
        String sessionId = local.sessionId();
        if (sessionId != null) {
            local.follow(followers.of(local, sessionId, beginning));
        }
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
        drivers.find(driverId).ifPresent(local -> assign(local, sessionId));
    }

    private void assign(LocalDriver local, String sessionId) {
        local.assign(sessionId, () -> {
            directories.beginOutput(local.id(), local.workDirectory());
            return followers.of(local, sessionId, Beginning.OF_FILE);
        });
    }

    @Override
    public boolean isPreparing() {
        return processes.isMakingClassArchive();
    }

    @Override
    public void pause(String driverId) {
        drivers.find(driverId).ifPresent(LocalDriver::pause);
    }

    @Override
    public void resume(String driverId) {
        drivers.find(driverId).ifPresent(LocalDriver::resume);
    }

    @Override
    public boolean isStopped(String driverId) {
        return drivers.find(driverId).filter(LocalDriver::isStopped).isPresent();
    }

    @Override
    public void discard(String driverId) {
        drivers.findToStop(driverId).ifPresent(local -> {
            local.requestStop();
            executor.execute(() -> local.signal(ProcessGroup.Signal.KILL));
        });
    }

    @Override
    public Optional<ProcessReference> process(String driverId) {
        return MarkedProcesses.first(driverId).map(ProcessGroup::reference);
    }

    @Override
    public void adopt(Driver driver, @Nullable String sessionId, LaunchListener listener) {
        Path work = Path.of(driver.workDirectory());
        boolean isAssigned = driver.pooled() == null || directories.hasBegunOutput(driver.id(), work);
        LocalDriver local = new LocalDriver(driver.id(), isAssigned ? sessionId : null, work);
        drivers.add(local);
        follow(local, Beginning.WHERE_LEFT);
        if (!isAssigned && sessionId != null) {
            // A gateway before this one gave it to the session, and came no further.
            assign(local, sessionId);
        }
        Optional<ProcessReference> process = Optional.ofNullable(driver.process());
        Optional<ProcessHandle> handle = process.flatMap(ProcessGroup::find);
        if (handle.isPresent()) {
            local.adopted(ProcessGroup.reference(handle.get()));
            adopted.add(handle.get(), () -> gone(local, null, listener));
        } else {
            // What it started may have outlived it. A group's number is not given away while the group has members.
            process.filter(reference -> ProcessHandle.of(reference.pid()).isEmpty())
                    .ifPresent(local::adopted);
            executor.execute(() -> gone(local, null, listener));
        }
    }

    /** Its end is recorded after all that it left is kept, however long that takes. */
    private void gone(LocalDriver local, @Nullable Integer code, LaunchListener listener) {
        over(local);
        whenDone(insistence.until(() -> takeLast(local)).thenRun(() -> report(local, exits.of(local, code), listener)));
    }

    private void takeLast(LocalDriver local) {
        local.finishLogs();
        String sessionId = local.sessionId();
        if (sessionId != null) {
            leftOutputs.take(local.workDirectory(), sessionId);
        }
    }

    private void ended(LocalDriver local, DriverExit exit, LaunchListener listener) {
        over(local);
        report(local, exit, listener);
    }

    private void over(LocalDriver local) {
        local.over();
        MarkedProcesses.end(local.id(), options.account());
    }

    private void report(LocalDriver local, DriverExit exit, LaunchListener listener) {
        // Until the end is committed, what the driver left behind may be asked for, also by the next gateway.
        whenDone(listener.exited(local.id(), exit)
                .handle((done, failure) -> failure == null)
                .thenAccept(isRecorded -> {
                    if (isRecorded) {
                        directories.delete(local.id(), local.workDirectory());
                    }
                }));
        drivers.remove(local.id());
    }

    @Override
    public void sweep(Supplier<Set<String>> aliveDrivers) {
        directories.sweep(aliveDrivers);
    }

    @Override
    public PrintedText printed(Driver driver, String sessionId, int statement) {
        return LastWords.printed(Path.of(driver.workDirectory()), sessionId, statement, options.outputLimits());
    }

    @Override
    public void stop(String driverId) {
        drivers.findToStop(driverId).filter(LocalDriver::requestStop).ifPresent(this::stop);
    }

    private void stop(LocalDriver local) {
        if (local.isStopped()) {
            // It cannot make use of any grace.
            executor.execute(() -> local.signal(ProcessGroup.Signal.KILL));
            return;
        }
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
        processes.close();
    }

    private static void whenDone(CompletableFuture<Void> handling) {
        CompletableFuture<Void> unused = handling.exceptionally(failure -> {
            LOG.error("the exit of a driver could not be handled", failure);
            return null;
        });
    }
}
