package io.hearth.server.session;

import io.hearth.api.SessionState;
import io.hearth.server.session.DriverLauncher.LaunchOrder;
import io.hearth.server.session.SessionStore.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up what gateways left behind that live no more. A driver whose process is known is watched and waited for by a gateway of
 * its machine; a launch of which no process is known is begun anew with another driver, and the old one, should it ever dial in,
 * is refused. All of it goes by what the rows say under their locks, so that several gateways can do it at once.
 */
final class Recovery {

    /** How many drivers a transaction takes up: a commit each would take longer than all that is written. */
    private static final int DRIVERS_A_TRANSACTION = 100;

    /** A driver that was told to end, or is over its lease, needs this long at most. */
    private static final Duration END = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final SessionStore store;
    private final Admission admission;
    private final Launches launches;
    private final Endings endings;
    private final PoolKeeper keeper;
    private final DriverDesk desk;
    private final Orders orders;
    private final DriverLauncher launcher;
    private final Peers peers;
    private final PeerMeter meter;
    private final TimeLine timeLine;

    Recovery(
            SessionStore store,
            Admission admission,
            Launches launches,
            Endings endings,
            PoolKeeper keeper,
            DriverDesk desk,
            Orders orders,
            DriverLauncher launcher,
            Peers peers,
            PeerMeter meter,
            TimeLine timeLine) {
        this.store = store;
        this.admission = admission;
        this.launches = launches;
        this.endings = endings;
        this.keeper = keeper;
        this.desk = desk;
        this.orders = orders;
        this.launcher = launcher;
        this.peers = peers;
        this.meter = meter;
        this.timeLine = timeLine;
    }

    /**
     * Called once, before anything else happens.
     *
     * @return launches to begin anew, once drivers can dial in
     */
    List<LaunchOrder> takeUp() {
        List<LaunchOrder> launch = takeOver();
        launcher.sweep(
                () -> store.inTransaction(transaction -> transaction.drivers().alive()).stream()
                        .map(Driver::id)
                        .collect(Collectors.toSet()));
        return launch;
    }

    /** Looks for what was left since. Called about once a second where other gateways can be, and when one went. */
    void look() {
        if (peers.isShared()) {
            takeOver().forEach(launches::launch);
        }
    }

    private synchronized List<LaunchOrder> takeOver() {
        List<Driver> left =
                store.inTransaction(transaction -> transaction.drivers().orphaned());
        if (left.isEmpty()) {
            return List.of();
        }
        Set<String> alive = store.inTransaction(Recovery::alive);
        List<LaunchOrder> launch = new ArrayList<>();
        List<Driver> known = new ArrayList<>();
        for (Driver driver : left) {
            Driver found =
                    driver.process() == null && isGone(driver.custody().keeper(), alive) ? found(driver) : driver;
            if (isUnseen(found) && isGone(found.custody().keeper(), alive)) {
                // Also one of the pool: no session is lost with it.
                launch.addAll(store.inTransaction(transaction -> replace(transaction, found)));
            } else if (isToDo(found, alive)) {
                known.add(found);
            }
        }
        for (int from = 0; from < known.size(); from += DRIVERS_A_TRANSACTION) {
            takeOver(known.subList(from, Math.min(known.size(), from + DRIVERS_A_TRANSACTION)));
        }
        return launch;
    }

    private static Set<String> alive(Transaction transaction) {
        return transaction.gateways().alive().stream().map(Peer::id).collect(Collectors.toSet());
    }

    /** Who launched a driver may have died after its process was there, and before that was recorded. */
    private Driver found(Driver driver) {
        return Optional.of(driver.id())
                .filter(id -> driver.custody().mayBeOn(launcher.machine().id()))
                .flatMap(launcher::process)
                .map(process -> store.inTransaction(transaction -> recorded(transaction, driver, process)))
                .orElse(driver);
    }

    private Driver recorded(Transaction transaction, Driver driver, ProcessReference process) {
        peers.requireAlive(transaction);
        Driver locked = transaction.drivers().lock(driver.id()).orElseThrow();
        if (locked.hasEnded() || locked.process() != null) {
            return locked;
        }
        return launches.started(transaction, locked, process);
    }

    /** Whether all there ever was of a driver may be its row. One that came in from another machine is known by its connection. */
    private boolean isUnseen(Driver driver) {
        return driver.process() == null
                && (driver.epoch() == 0
                        || driver.custody().mayBeOn(launcher.machine().id()));
    }

    /** Not a driver that nobody here can look after, and that is well as far as its connection says. */
    private boolean isToDo(Driver driver, Set<String> alive) {
        return isCutOff(driver, alive)
                || !driver.isConnected()
                || driver.isInPool()
                || driver.custody().mayBeOn(launcher.machine().id());
    }

    private static boolean isGone(@Nullable String gateway, Set<String> alive) {
        return gateway == null || !alive.contains(gateway);
    }

    /** What became of one driver. */
    private record Taken(Driver driver, List<Session> sessions, boolean isOrphan, boolean isAdopted) {}

    private void takeOver(List<Driver> drivers) {
        List<Taken> taken = store.inTransaction(transaction -> {
            peers.requireAlive(transaction);
            // All of the drivers before the first session, which is the order of locks.
            List<Driver> locked = drivers.stream()
                    .flatMap(driver -> transaction.drivers().lock(driver.id()).stream())
                    .filter(driver -> !driver.hasEnded())
                    .toList();
            // Asked once nobody can change the drivers: who has one by now may have come just now.
            Set<String> alive = alive(transaction);
            List<Taken> changed = locked.stream()
                    .map(driver -> changed(transaction, driver, alive))
                    .toList();
            return changed.stream()
                    .map(one -> new Taken(one.driver(), sessions(transaction, one), one.isOrphan(), one.isAdopted()))
                    .toList();
        });
        taken.forEach(one -> {
            if (one.isAdopted()) {
                adopt(one);
            } else if (one.isOrphan()) {
                judge(one.driver());
            }
        });
    }

    private Taken changed(Transaction transaction, Driver driver, Set<String> alive) {
        Driver cut = isCutOff(driver, alive) ? driver.cutOff(transaction.sharedNow()) : driver;
        boolean isOrphan = isGone(driver.custody().keeper(), alive);
        boolean adopts = isOrphan && driver.custody().mayBeOn(launcher.machine().id());
        Driver changed = adopts ? cut.keptBy(peers.self(), launcher.machine().id()) : cut;
        if (!changed.equals(driver)) {
            transaction.drivers().update(changed);
        }
        return new Taken(changed, List.of(), isOrphan, adopts);
    }

    /** The connection to a gateway that is gone is gone, whatever that gateway thinks. */
    private static boolean isCutOff(Driver driver, Set<String> alive) {
        Custody custody = driver.custody();
        boolean neverSaid = custody.link() == null && custody.keeper() == null;
        return driver.detachedAt() == 0 && (neverSaid || isGone(custody.link(), alive));
    }

    private List<Session> sessions(Transaction transaction, Taken taken) {
        String driverId = taken.driver().id();
        return taken.driver().isConnected()
                ? openSessions(transaction, driverId)
                : desk.markRecovering(transaction, driverId);
    }

    private void adopt(Taken taken) {
        Driver driver = taken.driver();
        meter.tookOver();
        LOG.info("driver {} is looked after by this gateway from now on", driver.id());
        if (driver.isInPool() || isDropped(driver)) {
            keeper.adopt(driver);
            return;
        }
        launches.adopt(
                driver, taken.sessions().stream().findFirst().map(Session::id).orElse(null));
        if (taken.sessions().stream().allMatch(session -> session.state() == SessionState.SHUTTING_DOWN)) {
            launcher.stop(driver.id());
        }
    }

    /** Of a driver that is this gateway's by its row, and of which it knows nothing: what was to follow the commit did not. */
    void takeInHand(String driverId) {
        Optional<Driver> found = store.driver(driverId)
                .filter(driver -> !driver.hasEnded() && driver.custody().isKeptBy(peers.self()));
        if (found.isEmpty()) {
            return;
        }
        Driver driver = found.get().process() == null ? found(found.get()) : found.get();
        if (driver.process() == null) {
            store.inTransaction(transaction -> replace(transaction, driver)).forEach(launches::launch);
        } else {
            List<Session> sessions = store.inTransaction(transaction -> openSessions(transaction, driverId));
            adopt(new Taken(driver, sessions, true, true));
        }
    }

    private static List<Session> openSessions(Transaction transaction, String driverId) {
        return transaction.sessions().heldBy(driverId).stream()
                .flatMap(id -> transaction.sessions().find(id).stream())
                .filter(Session::isOpen)
                .toList();
    }

    private static boolean isDropped(Driver driver) {
        Pooled pooled = driver.pooled();
        return pooled != null && pooled.state() == PoolState.DROPPED;
    }

    /** Of a driver whose process nobody can see, all there is to go by is its connection and its lease. */
    private void judge(Driver driver) {
        String machine = driver.custody().machine();
        if (machine == null || peers.areOn(machine)) {
            return;
        }
        if (driver.isInPool()) {
            // Without a keeper nobody could hand it over.
            store.run(transaction -> orders.end(transaction, driver.id(), "NO_KEEPER"));
        }
        long shared = store.inTransaction(Transaction::sharedNow);
        if (isOver(driver, shared)) {
            DriverExit unseen = new DriverExit(null, null, "no gateway of its machine was left to see its end");
            boolean unused = launches.concludeIf(
                    driver.id(),
                    unseen,
                    now -> isOver(now, shared) && now.custody().equals(driver.custody()));
        }
    }

    private static boolean isOver(Driver driver, long now) {
        boolean isToEnd = driver.ending() != null || driver.isInPool();
        return !driver.hasEnded() && !driver.isConnected() && isToEnd && driver.detachedAt() < now - END.toMillis();
    }

    /** Nobody knows whether it was ever started, so it was not: if it was, it is refused. */
    private List<LaunchOrder> replace(Transaction transaction, Driver driver) {
        peers.requireAlive(transaction);
        transaction.queues().lockAdmission();
        Driver locked = transaction.drivers().lock(driver.id()).orElseThrow();
        if (locked.hasEnded() || locked.process() != null || !locked.custody().equals(driver.custody())) {
            return List.of();
        }
        List<Session> sessions = lockedSessions(transaction, driver);
        if (sessions.stream()
                .anyMatch(session -> Replacement.isToLaunch(session)
                        && !driver.custody().mayBeOn(launcher.machine().id())
                        && !admission.hasMemory(transaction, session))) {
            return List.of();
        }
        transaction.drivers().update(locked.ended(timeLine.now()));
        List<LaunchOrder> launch = new ArrayList<>();
        for (Session session : sessions) {
            if (Replacement.isToLaunch(session)) {
                launch.add(admission.relaunch(transaction, session));
            } else {
                DriverExit unseen = new DriverExit(null, null, "its process was never recorded");
                endings.conclude(transaction, session, driver, unseen);
            }
        }
        return launch;
    }

    private static List<Session> lockedSessions(Transaction transaction, Driver driver) {
        return transaction.sessions().heldBy(driver.id()).stream()
                .flatMap(id -> transaction.sessions().lock(id).stream())
                .filter(session -> !session.state().isFinal())
                .toList();
    }
}
