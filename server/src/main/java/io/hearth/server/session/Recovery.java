package io.hearth.server.session;

import io.hearth.api.SessionState;
import io.hearth.server.session.DriverLauncher.LaunchOrder;
import io.hearth.server.session.SessionStore.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Takes up what an earlier gateway left behind. A driver whose process is known is watched and waited for; a launch of
 * which no process is known is begun anew with another driver, and the old one, should it ever dial in, is refused.
 */
final class Recovery {

    /** How many drivers a transaction takes up: a commit each would take longer than all that is written. */
    private static final int DRIVERS_A_TRANSACTION = 100;

    private final SessionStore store;
    private final Admission admission;
    private final Launches launches;
    private final Endings endings;
    private final PoolKeeper keeper;
    private final DriverDesk desk;
    private final DriverLauncher launcher;
    private final TimeLine timeLine;

    Recovery(
            SessionStore store,
            Admission admission,
            Launches launches,
            Endings endings,
            PoolKeeper keeper,
            DriverDesk desk,
            DriverLauncher launcher,
            TimeLine timeLine) {
        this.store = store;
        this.admission = admission;
        this.launches = launches;
        this.endings = endings;
        this.keeper = keeper;
        this.desk = desk;
        this.launcher = launcher;
        this.timeLine = timeLine;
    }

    /**
     * Called once, before anything else happens.
     *
     * @return launches to begin anew, once drivers can dial in
     */
    List<LaunchOrder> takeUp() {
        List<Driver> left =
                store.inTransaction(transaction -> transaction.drivers().alive());
        List<LaunchOrder> orders = new ArrayList<>();
        List<Driver> known = new ArrayList<>();
        for (Driver driver : left) {
            if (driver.process() == null) {
                // Also one of the pool: no session is lost with it.
                orders.addAll(store.inTransaction(transaction -> replace(transaction, driver)));
            } else if (driver.pooled() != null && !isTaken(driver.pooled())) {
                keeper.adopt(detached(driver));
            } else {
                known.add(driver);
            }
        }
        for (int from = 0; from < known.size(); from += DRIVERS_A_TRANSACTION) {
            adopt(known.subList(from, Math.min(known.size(), from + DRIVERS_A_TRANSACTION)));
        }
        List<Driver> alive =
                store.inTransaction(transaction -> transaction.drivers().alive());
        launcher.sweep(alive.stream().map(Driver::id).collect(Collectors.toSet()));
        return orders;
    }

    private static boolean isTaken(Pooled pooled) {
        return pooled.state() == PoolState.TAKEN;
    }

    private Driver detached(Driver driver) {
        return store.inTransaction(transaction -> {
            Driver detached =
                    transaction.drivers().lock(driver.id()).orElseThrow().detached(timeLine.now());
            transaction.drivers().update(detached);
            return detached;
        });
    }

    private void adopt(List<Driver> drivers) {
        List<List<Session>> held = store.inTransaction(transaction -> {
            // All of the drivers before the first session, which is the order of locks.
            for (Driver driver : drivers) {
                Driver locked = transaction.drivers().lock(driver.id()).orElseThrow();
                transaction.drivers().update(locked.detached(timeLine.now()));
            }
            return drivers.stream()
                    .map(driver -> desk.markRecovering(transaction, driver.id()))
                    .toList();
        });
        for (int i = 0; i < drivers.size(); i++) {
            adopt(drivers.get(i), held.get(i));
        }
    }

    private void adopt(Driver driver, List<Session> sessions) {
        sessions.stream().findFirst().ifPresent(session -> launches.adopt(driver, session.id()));
        if (sessions.stream().allMatch(session -> session.state() == SessionState.SHUTTING_DOWN)) {
            launcher.stop(driver.id());
        }
    }

    private List<LaunchOrder> replace(Transaction transaction, Driver driver) {
        Driver locked = transaction.drivers().lock(driver.id()).orElseThrow();
        transaction.drivers().update(locked.ended(timeLine.now()));
        List<LaunchOrder> orders = new ArrayList<>();
        for (Session session : lockedSessions(transaction, driver)) {
            if (session.state() == SessionState.STARTING) {
                orders.add(admission.relaunch(transaction, session));
            } else {
                DriverExit unseen = new DriverExit(null, null, "its process was never recorded");
                endings.conclude(transaction, session, driver, unseen);
            }
        }
        return orders;
    }

    private static List<Session> lockedSessions(Transaction transaction, Driver driver) {
        return transaction.sessions().heldBy(driver.id()).stream()
                .flatMap(id -> transaction.sessions().lock(id).stream())
                .filter(session -> !session.state().isFinal())
                .toList();
    }
}
