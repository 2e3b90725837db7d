package io.hearth.server.session;

import io.hearth.api.SessionState;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.server.error.GatewayException;
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
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
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
    private final Replacement replacement;
    private final DriverLauncher launcher;
    private final DriverRoster roster;
    private final ProgressBoard progress;
    private final Peers peers;
    private final TimeLine timeLine;
    private final Insistence insistence;
    private final ConcurrentMap<String, CompletableFuture<Void>> conclusions = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> open = new CompletableFuture<>();
    private final Quiet quiet;
    private volatile BiConsumer<Driver, DriverExit> whenEnds = (driver, exit) -> {};
    private volatile boolean closed;

    Launches(
            SessionStore store,
            Admission admission,
            Endings endings,
            Replacement replacement,
            DriverLauncher launcher,
            DriverRoster roster,
            ProgressBoard progress,
            Peers peers,
            TimeLine timeLine,
            Quiet quiet,
            Executor executor) {
        this.store = store;
        this.admission = admission;
        this.endings = endings;
        this.replacement = replacement;
        this.launcher = launcher;
        this.roster = roster;
        this.progress = progress;
        this.peers = peers;
        this.timeLine = timeLine;
        this.quiet = quiet;
        this.insistence = new Insistence(executor);
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
            transaction.tell(
                    new PeerNotice.HandOver(take.driver().id(), take.session().id()));
        }
    }

    /** Hands a driver of the pool over to the session that took it at another gateway. */
    void handOver(String driverId, String sessionId) {
        store.run(transaction -> transaction
                .drivers()
                .find(driverId)
                .flatMap(driver -> transaction
                        .sessions()
                        .find(sessionId)
                        .filter(session -> session.state() == SessionState.STARTING)
                        .filter(session -> driverId.equals(session.driverId()))
                        .map(session -> new StartOrder.Take(driver, session, Backends.of(transaction, session))))
                .ifPresent(take -> transaction.afterCommit(() -> handOver(take))));
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
        var unused = open.thenRun(() -> launchNow(order));
    }

    /** A launch that cannot even begin is over: whoever waits for the driver is to learn why there is none. */
    private void launchNow(LaunchOrder order) {
        try {
            launcher.launch(order, this);
        } catch (RuntimeException e) {
            String driverId = order.driver().id();
            LOG.warn("driver {} cannot be launched", driverId, e);
            var unused = exited(driverId, new DriverExit(null, null, String.valueOf(e.getMessage())));
        }
    }

    void launchWarm(WarmOrder order) {
        conclusions.put(order.driver().id(), new CompletableFuture<>());
        var unused = open.thenRun(() -> launcher.launchWarm(order, this));
    }

    void adoptPooled(Driver driver) {
        conclusions.put(driver.id(), new CompletableFuture<>());
        launcher.adopt(driver, null, this);
    }

    void adopt(Driver driver, @Nullable String sessionId) {
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
        admit(transaction -> transaction.tell(new PeerNotice.Admit()));
    }

    /** As {@link #admitWaiting}, when every other gateway does the same by itself. */
    void admitHere() {
        admit(transaction -> {});
    }

    /** As {@link #admitWaiting}, for sessions that waited for starts which may take too long by now. Called about once a second. */
    void admitHeldUp() {
        if (admission.isHeldUp()) {
            admitHere();
        }
    }

    /** @param noRoomHere done when a session waits only because this machine is full */
    private void admit(Consumer<Transaction> noRoomHere) {
        if (closed) {
            return;
        }
        store.run(transaction -> {
            transaction.queues().lockAdmission();
            // Whoever closes this looks under the same lock for what was admitted before.
            if (!closed) {
                Admission.Result result = admission.admitWaiting(transaction);
                result.orders().forEach(order -> begin(transaction, order));
                if (result.isForOthers()) {
                    noRoomHere.accept(transaction);
                }
            }
        });
    }

    /** A driver that another gateway has given up meanwhile must not live: whoever launched it ends it when this throws. */
    @Override
    public void started(String driverId, ProcessReference process) {
        try {
            recordStart(driverId, process);
        } catch (GatewayException e) {
            if (!GatewayException.isForNow(e)) {
                throw e;
            }
            // It can live without that for a while: it is known to this gateway, and the next one would start another.
            CompletableFuture<Void> unused = insistence
                    .again(() -> recordStart(driverId, process))
                    .whenComplete((done, failure) -> {
                        if (failure != null) {
                            LOG.warn("the start of driver {} could not be recorded, so it is ended", driverId, failure);
                            launcher.discard(driverId);
                        }
                    });
        }
    }

    private void recordStart(String driverId, ProcessReference process) {
        store.run(transaction -> {
            Optional<Driver> driver = transaction.drivers().lock(driverId).filter(found -> !found.hasEnded());
            if (driver.filter(found -> process.equals(found.process())).isPresent()) {
                // Who took this gateway for dead found the process, and has it now.
                return;
            }
            started(
                    transaction,
                    driver.filter(this::isKeptHere).orElseThrow(() -> new FencedException(peers.self())),
                    process);
        });
    }

    /** Records the process of a locked driver. */
    Driver started(Transaction transaction, Driver driver, ProcessReference process) {
        Driver started = driver.started(process);
        transaction.drivers().update(started);
        transaction.sessions().heldBy(driver.id()).stream()
                .flatMap(id -> transaction.sessions().lock(id).stream())
                .forEach(session -> noteLaunch(transaction, session, process));
        return started;
    }

    private boolean isKeptHere(Driver driver) {
        return !driver.hasEnded() && driver.custody().isKeptBy(peers.self());
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
                .thenCompose(gone -> insistence.until(() -> conclude(driverId, exit)))
                .whenComplete((done, failure) -> {
                    if (isFenced(failure)) {
                        LOG.info("the end of driver {} is another gateway's to record", driverId);
                        concluded(driverId);
                    } else if (failure != null) {
                        LOG.error("the end of driver {} could not be recorded", driverId, failure);
                    }
                });
    }

    private static boolean isFenced(@Nullable Throwable failure) {
        return failure instanceof FencedException || (failure != null && failure.getCause() instanceof FencedException);
    }

    private void conclude(String driverId, DriverExit exit) {
        if (!concludeIf(driverId, exit, this::isKeptHere) && !wasConcludedHere(driverId)) {
            // What it left behind is for whoever has it now.
            throw new FencedException(peers.self());
        }
    }

    /** An attempt before this may have been committed without a word of it coming back. */
    private boolean wasConcludedHere(String driverId) {
        boolean was = store.driver(driverId)
                .filter(Driver::hasEnded)
                .filter(driver -> driver.custody().isKeptBy(peers.self()))
                .isPresent();
        if (was) {
            concluded(driverId);
            admitWaiting();
        }
        return was;
    }

    /** Whether a launch of this driver is this gateway's and under way, or its process is watched. */
    boolean hasInHand(String driverId) {
        return conclusions.containsKey(driverId);
    }

    /** Records the end of a driver if it still is as it was seen to be; tells whether it was. */
    boolean concludeIf(String driverId, DriverExit exit, Predicate<Driver> condition) {
        Optional<Driver> ended = store.inTransaction(transaction -> {
            if (Replacement.isWanted(transaction, driverId)) {
                transaction.queues().lockAdmission();
            }
            return transaction
                    .drivers()
                    .lock(driverId)
                    .filter(condition)
                    .map(driver -> conclude(transaction, driver, exit));
        });
        ended.ifPresent(driver -> {
            whenEnds.accept(driver, exit);
            concluded(driverId);
            admitWaiting();
        });
        return ended.isPresent();
    }

    private void concluded(String driverId) {
        CompletableFuture<Void> conclusion = conclusions.remove(driverId);
        if (conclusion != null) {
            conclusion.complete(null);
        }
    }

    private Driver conclude(Transaction transaction, Driver driver, DriverExit exit) {
        String driverId = driver.id();
        transaction.drivers().update(driver.ended(timeLine.now()));
        for (String sessionId : transaction.sessions().heldBy(driverId)) {
            transaction.sessions().lock(sessionId).ifPresent(session -> {
                if (diedBeforeItServed(driver, session, exit)) {
                    begin(transaction, new StartOrder.Launch(admission.relaunch(transaction, session)));
                } else {
                    replacement
                            .replace(transaction, session, driver, exit)
                            .ifPresentOrElse(
                                    order -> begin(transaction, new StartOrder.Launch(order)),
                                    () -> endings.conclude(transaction, session, driver, exit));
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
