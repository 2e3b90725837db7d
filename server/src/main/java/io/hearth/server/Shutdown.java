package io.hearth.server;

import io.hearth.server.channel.DriverChannels;
import io.hearth.server.config.ShutdownSessions;
import io.hearth.server.error.GatewayException;
import io.hearth.server.session.SessionCore;
import io.hearth.server.store.Database;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a gateway that ends does about its sessions and to the other gateways. Thread-safe. */
final class Shutdown {

    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private static final Duration END_PATIENCE = Duration.ofMillis(7_700);

    private static final Duration CONCLUDE_PATIENCE = END_PATIENCE.plusMillis(300);

    /** How long it waits to hear whether a database that was away is back. */
    private static final int REACH_SECONDS = 2;

    private final ShutdownSessions sessions;
    private final SessionCore core;
    private final DriverChannels channels;
    private final Database database;

    Shutdown(ShutdownSessions sessions, SessionCore core, DriverChannels channels, Database database) {
        this.sessions = sessions;
        this.core = core;
        this.channels = channels;
        this.database = database;
    }

    /**
     * Ends every session and waits for the drivers to be gone, or leaves them to the next gateway. A database that hangs, which
     * nobody may know yet, is not waited for as long as a call would.
     */
    void conclude() {
        CompletableFuture<Void> concluded = CompletableFuture.runAsync(
                this::concludeNow,
                work -> WorkerPool.named("conclude").newThread(work).start());
        boolean isDone = concluded
                .thenApply(done -> true)
                .completeOnTimeout(false, CONCLUDE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        if (!isDone) {
            leftAsTheyAre();
        }
    }

    private void concludeNow() {
        if (!canReachDatabase()) {
            leftAsTheyAre();
            return;
        }
        try {
            switch (sessions) {
                case END -> core.endAll(END_PATIENCE);
                case KEEP -> core.keepAll(END_PATIENCE, channels::dropAll);
            }
        } catch (GatewayException e) {
            if (!GatewayException.isForNow(e)) {
                throw e;
            }
            leftAsTheyAre();
        }
    }

    /** Tells the other gateways that this one is none any more. */
    void leave() {
        if (canReachDatabase()) {
            core.leave();
        }
    }

    /** What is known to be out of reach is asked once more, and not by each that would ask it, all of whom would wait. */
    private boolean canReachDatabase() {
        return !database.isTroubled()
                || CompletableFuture.supplyAsync(database::isReachable)
                        .completeOnTimeout(false, REACH_SECONDS, TimeUnit.SECONDS)
                        .join();
    }

    private static void leftAsTheyAre() {
        LOG.warn(
                "the database is out of reach: open sessions are left as they are to the next gateway, and drivers that meet none"
                        + " until their lease is over end themselves");
    }
}
