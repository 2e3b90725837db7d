package io.hearth.server.session;

import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows up what other gateways have committed, as far as it is this one's. Thread-safe. */
public final class PeerHearing {

    private static final Logger LOG = LoggerFactory.getLogger(PeerHearing.class);

    private final SessionChanges changes;
    private final ProgressBoard progress;
    private final Dispatcher dispatcher;
    private final Orders orders;
    private final Launches launches;
    private final DriverRoster roster;
    private final DriverLauncher launcher;
    private final Executor executor;
    private final Runnable look;
    private final Runnable catchUp;

    /**
     * @param look what to do when a gateway came or went
     * @param catchUp what to do when notices may have been lost
     */
    PeerHearing(
            SessionChanges changes,
            ProgressBoard progress,
            Dispatcher dispatcher,
            Orders orders,
            Launches launches,
            DriverRoster roster,
            DriverLauncher launcher,
            Executor executor,
            Runnable look,
            Runnable catchUp) {
        this.changes = changes;
        this.progress = progress;
        this.dispatcher = dispatcher;
        this.orders = orders;
        this.launches = launches;
        this.roster = roster;
        this.launcher = launcher;
        this.executor = executor;
        this.look = look;
        this.catchUp = catchUp;
    }

    /** Takes one notice; what takes time is done on other threads. */
    public void hear(String text) {
        PeerNotice.of(text)
                .ifPresentOrElse(
                        this::follow, () -> LOG.debug("a notice that is not understood is left to the next look"));
    }

    /** Notices may have been lost until now. */
    public void missed() {
        executor.execute(() -> {
            changes.publishAll();
            look.run();
            catchUp.run();
        });
    }

    private void follow(PeerNotice notice) {
        if (notice instanceof PeerNotice.Changed changed) {
            changes.publish(changed.sessionId());
        } else if (notice instanceof PeerNotice.Wake wake) {
            if (roster.find(wake.driverId()).isPresent()) {
                dispatcher.wake(wake.sessionId());
            }
        } else if (notice instanceof PeerNotice.Cancel cancel) {
            orders.cancelHere(cancel.driverId(), cancel.sessionId(), cancel.statement());
        } else if (notice instanceof PeerNotice.Progress latest) {
            progress.report(latest.sessionId(), latest.statement(), latest.millionths() / 1e6);
        } else if (notice instanceof PeerNotice.HandOver order) {
            if (roster.find(order.driverId()).isPresent()) {
                executor.execute(() -> launches.handOver(order.driverId(), order.sessionId()));
            }
        } else if (notice instanceof PeerNotice.End end) {
            orders.endHere(end.driverId(), end.reason());
        } else if (notice instanceof PeerNotice.Stop stop) {
            launcher.stop(stop.driverId());
        } else if (notice instanceof PeerNotice.Discard discard) {
            launcher.discard(discard.driverId());
        } else if (notice instanceof PeerNotice.Admit) {
            executor.execute(launches::admitHere);
        } else {
            executor.execute(look);
        }
    }
}
