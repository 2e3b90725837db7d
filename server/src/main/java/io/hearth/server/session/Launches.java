package io.hearth.server.session;

import io.hearth.api.SessionState;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.server.session.DriverLauncher.LaunchOrder;
import io.hearth.server.session.DriverLauncher.WarmOrder;
import io.hearth.server.session.SessionStore.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what admission decided, and hears what becomes of the processes. Thread-safe. */
final class Launches implements LaunchListener {

    /** How long an exit waits for the last words that are still on their way over the channel, milliseconds. */
    private static final long LAST_WORDS_MILLIS = 300;

    private static final Logger LOG = LoggerFactory.getLogger(Launches.class);

    private final SessionStore store;
    private final Admission admission;
    private final Endings endings;
    private final DriverLauncher launcher;
    private final DriverRoster roster;
    private final ProgressBoard progress;
    private final TimeLine timeLine;
    private final Executor executor;
    private final ConcurrentMap<String, CompletableFuture<Void>> conclusions = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> open = new CompletableFuture<>();
    private final Quiet quiet;
    private volatile BiConsumer<Driver, DriverExit> whenEnds = (driver, exit) -> {};
    private volatile boolean closed;

    Launches(
            SessionStore store,
            Admission admission,
            Endings endings,
            DriverLauncher launcher,
            DriverRoster roster,
            ProgressBoard progress,
            TimeLine timeLine,
            Quiet quiet,
            Executor executor) {
        this.store = store;
        this.admission = admission;
        this.endings = endings;
        this.launcher = launcher;
        this.roster = roster;
        this.progress = progress;
        this.timeLine = timeLine;
        this.quiet = quiet;
        this.executor = executor;
    }

    /** @param listener told of each driver that is gone, as it was before, once that is committed */
    void whenEnds(BiConsumer<Driver, DriverExit> listener) {
        whenEnds = listener;
    }

    /** From now on drivers can dial in. What was ordered before is launched now. */
    void open() {
        open.complete(null);
    }

    /** From now on nothing is admitted: what waits is for the next gateway. */
    void close() {
        closed = true;
    }

    /** Carries out an order once the transaction that gave it is committed. */
    void begin(Transaction transaction, StartOrder order) {
        if (order instanceof StartOrder.Launch launch) {
            transaction.afterCommit(() -> launch(launch.order()));
        } else if (order instanceof StartOrder.Take take) {
            ProcessReference process = take.driver().process();
            if (process != null) {
                noteLaunch(transaction, take.session(), process);
            }
            transaction.afterCommit(() -> handOver(take));
        }
    }

    /** Without a connection the order waits: attaching repeats what the driver does not have. */
    private void handOver(StartOrder.Take take) {
        quiet.end();
        launcher.assign(take.driver().id(), take.session().id());
        roster.find(take.driver().id())
                .ifPresent(link -> link.send(new GatewayFrame.OpenSession(
                        take.session().id(),
                        take.session().plan().packages(),
                        launcher.sparkConf(take.session(), take.backend(), take.driver()))));
    }

    /** A driver that is launched before there is anything to dial would have nothing to be told. */
    void launch(LaunchOrder order) {
        quiet.end();
        conclusions.put(order.driver().id(), new CompletableFuture<>());
        var unused = open.thenRun(() -> launcher.launch(order, this));
    }

    void launchWarm(WarmOrder order) {
        conclusions.put(order.driver().id(), new CompletableFuture<>());
        var unused = open.thenRun(() -> launcher.launchWarm(order, this));
    }

    void adoptPooled(Driver driver) {
        conclusions.put(driver.id(), new CompletableFuture<>());
        launcher.adopt(driver, null, this);
    }

    void adopt(Driver driver, String sessionId) {
        conclusions.put(driver.id(), new CompletableFuture<>());
        launcher.adopt(driver, sessionId, this);
    }

    /** Completes when these drivers are gone and their ends are committed. */
    CompletableFuture<Void> concluded(List<String> driverIds) {
        return CompletableFuture.allOf(driverIds.stream()
                .flatMap(id -> Optional.ofNullable(conclusions.get(id)).stream())
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Completes when every driver launched or adopted so far is gone and its end is committed. */
    CompletableFuture<Void> allConcluded() {
        return CompletableFuture.allOf(conclusions.values().toArray(CompletableFuture<?>[]::new));
    }

    /** Starts what has room now. Called whenever room may have come free. */
    void admitWaiting() {
        if (!closed) {
            store.run(transaction -> {
                transaction.queues().lockAdmission();
                // Whoever closes this looks under the same lock for what was admitted before.
                if (!closed) {
                    admission.admitWaiting(transaction).forEach(order -> begin(transaction, order));
                }
            });
        }
    }

    @Override
    public void started(String driverId, ProcessReference process) {
        store.run(transaction -> transaction
                .drivers()
                .lock(driverId)
                .filter(driver -> !driver.hasEnded())
                .ifPresent(driver -> {
                    transaction.drivers().update(driver.started(process));
                    transaction.sessions().heldBy(driverId).stream()
                            .flatMap(id -> transaction.sessions().lock(id).stream())
                            .forEach(session -> noteLaunch(transaction, session, process));
                }));
    }

    private void noteLaunch(Transaction transaction, Session session, ProcessReference process) {
        timeLine.note(transaction, session.id(), "launched", "process " + process.pid());
        session.plan()
                .packages()
                .forEach(one -> timeLine.note(
                        transaction,
                        session.id(),
                        "notice",
                        "package %s (%s, %d bytes) sha256:%s"
                                .formatted(one.name(), one.kind().wireName(), one.bytes(), one.sha256())));
        launcher.notices(session.plan(), Backends.of(transaction, session))
                .forEach(line -> timeLine.note(transaction, session.id(), "notice", line));
    }

    @Override
    public CompletableFuture<Void> exited(String driverId, DriverExit exit) {
        return roster.gone(driverId)
                .completeOnTimeout(null, LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS)
                .thenRunAsync(() -> conclude(driverId, exit), executor)
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.error("the end of driver {} could not be recorded", driverId, failure);
                    }
                });
    }

    private void conclude(String driverId, DriverExit exit) {
        Driver ended = store.inTransaction(transaction -> conclude(transaction, driverId, exit));
        whenEnds.accept(ended, exit);
        CompletableFuture<Void> conclusion = conclusions.remove(driverId);
        if (conclusion != null) {
            conclusion.complete(null);
        }
        admitWaiting();
    }

    private Driver conclude(Transaction transaction, String driverId, DriverExit exit) {
        Driver driver = transaction.drivers().lock(driverId).orElseThrow();
        transaction.drivers().update(driver.ended(timeLine.now()));
        for (String sessionId : transaction.sessions().heldBy(driverId)) {
            transaction.sessions().lock(sessionId).ifPresent(session -> {
                if (diedBeforeItServed(driver, session, exit)) {
                    begin(transaction, new StartOrder.Launch(admission.relaunch(transaction, session)));
                } else {
                    endings.conclude(transaction, session, driver, exit);
                }
            });
            transaction.afterCommit(() -> progress.forget(sessionId));
        }
        return driver;
    }

    /** That a driver was launched ahead must not be why a session cannot start: it gets one of its own. */
    private static boolean diedBeforeItServed(Driver driver, Session session, DriverExit exit) {
        return driver.pooled() != null
                && driver.ending() == null
                && exit.announced() == null
                && session.state() == SessionState.STARTING
                && session.applicationId() == null;
    }
}
