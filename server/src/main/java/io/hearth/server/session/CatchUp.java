package io.hearth.server.session;

import io.hearth.api.StatementState;
import io.hearth.server.session.OpenOrders.InDriver;

/**
 * Carries out what is committed for drivers of this gateway and was not carried out: by other gateways of which it did not hear, or by
 * itself when the database broke off before it could answer. What was said over a connection before is not said again. Thread-safe.
 */
public final class CatchUp {

    private final SessionStore store;
    private final DriverRoster roster;
    private final Dispatcher dispatcher;
    private final Orders orders;
    private final Launches launches;
    private final DriverLauncher launcher;
    private final Mending mending;
    private final Peers peers;

    CatchUp(
            SessionStore store,
            DriverRoster roster,
            Dispatcher dispatcher,
            Orders orders,
            Launches launches,
            DriverLauncher launcher,
            Mending mending,
            Peers peers) {
        this.store = store;
        this.roster = roster;
        this.dispatcher = dispatcher;
        this.orders = orders;
        this.launches = launches;
        this.launcher = launcher;
        this.mending = mending;
        this.peers = peers;
    }

    /** Looks once. Called every other second. */
    public void look() {
        OpenOrders open = store.openOrders(peers.self());
        open.toWake().stream()
                .filter(one -> roster.find(one.driverId()).isPresent())
                .forEach(one -> dispatcher.wake(one.sessionId()));
        open.inDriver().forEach(this::tell);
        open.toOpen().stream()
                .filter(one -> roster.told(one.driverId())
                        .filter(link -> !link.toldToOpen(one.sessionId()))
                        .isPresent())
                .forEach(one -> launches.handOver(one.driverId(), one.sessionId()));
        open.toEnd().forEach(this::end);
        open.toDiscard().forEach(launcher::discard);
        if (open.somebodyWaits()) {
            launches.admitHere();
        }
        mending.look(open);
    }

    private void tell(InDriver one) {
        roster.told(one.driverId()).ifPresent(link -> {
            if (!link.toldToRun(one.sessionId(), one.number())) {
                dispatcher.sayAgain(one.sessionId(), one.number(), link);
            }
            if (one.state() == StatementState.CANCELLING && !link.toldToCancel(one.sessionId(), one.number())) {
                orders.cancelHere(one.driverId(), one.sessionId(), one.number());
            }
        });
    }

    private void end(String driverId) {
        if (roster.told(driverId).filter(link -> !link.toldToEnd()).isPresent()) {
            orders.endHere(driverId, "it is to end");
        } else {
            launcher.stop(driverId);
        }
    }
}
