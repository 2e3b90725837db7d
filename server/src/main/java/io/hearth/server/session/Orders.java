package io.hearth.server.session;

import io.hearth.api.channel.GatewayFrame;
import io.hearth.server.session.SessionStore.Transaction;

/**
 * What becomes of drivers once it is committed: told over their connection, done to their process. Whatever this gateway does not
 * have, another one does when it hears of it. Thread-safe.
 */
final class Orders {

    private final DriverRoster roster;
    private final DriverLauncher launcher;

    Orders(DriverRoster roster, DriverLauncher launcher) {
        this.roster = roster;
        this.launcher = launcher;
    }

    /** Tells a driver to end, and ends it if it does not. */
    void end(Transaction transaction, String driverId, String reason) {
        transaction.afterCommit(() -> endHere(driverId, reason));
        transaction.tell(new PeerNotice.End(driverId, reason));
    }

    void endHere(String driverId, String reason) {
        roster.find(driverId).ifPresent(link -> link.send(new GatewayFrame.Shutdown(reason)));
        launcher.stop(driverId);
    }

    /** Ends the process of a driver that ends by itself if all goes well. */
    void stop(Transaction transaction, String driverId) {
        transaction.afterCommit(() -> launcher.stop(driverId));
        transaction.tell(new PeerNotice.Stop(driverId));
    }

    /** Kills a driver that has no session. */
    void discard(Transaction transaction, String driverId) {
        transaction.afterCommit(() -> launcher.discard(driverId));
        transaction.tell(new PeerNotice.Discard(driverId));
    }

    void cancel(Transaction transaction, String driverId, Statement statement) {
        transaction.afterCommit(() -> cancelHere(driverId, statement.sessionId(), statement.number()));
        transaction.tell(new PeerNotice.Cancel(driverId, statement.sessionId(), statement.number()));
    }

    void cancelHere(String driverId, String sessionId, int statement) {
        roster.find(driverId).ifPresent(link -> link.send(new GatewayFrame.CancelStatement(sessionId, statement)));
    }
}
