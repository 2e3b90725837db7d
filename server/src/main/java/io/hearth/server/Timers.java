package io.hearth.server;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** What a gateway does again and again, each kind on a thread of its own so that none holds up another. */
final class Timers {

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);
    private static final Duration BEAT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration CATCH_UP_INTERVAL = Duration.ofSeconds(2);
    private static final Duration RARE_INTERVAL = Duration.ofSeconds(5);

    private final ScheduledExecutorService sessions = timer("timer");
    private final ScheduledExecutorService logs = timer("logs");
    private final ScheduledExecutorService fetches = timer("fetch-timer");
    private final ScheduledExecutorService retention = timer("retention");
    private final ScheduledExecutorService beat = timer("beat");
    private final ScheduledExecutorService peers = timer("peer-timer");

    private static ScheduledExecutorService timer(String name) {
        return Executors.newSingleThreadScheduledExecutor(WorkerPool.named(name));
    }

    /** For following what drivers print. */
    ScheduledExecutorService logs() {
        return logs;
    }

    /** For the deadlines of fetches. */
    ScheduledExecutorService fetches() {
        return fetches;
    }

    /** Looks after sessions. */
    void look(Runnable work) {
        WorkerPool.repeat(sessions, LOOK_INTERVAL, work);
    }

    /** Gives a sign of life, whatever else takes how long. */
    void beat(Runnable work) {
        WorkerPool.repeat(beat, BEAT_INTERVAL, work);
    }

    /** Looks for what gateways left that are gone. */
    void takeOver(Runnable work) {
        WorkerPool.repeat(peers, BEAT_INTERVAL, work);
    }

    /** Looks for what other gateways said and was not heard. */
    void catchUp(Runnable work) {
        WorkerPool.repeat(peers, CATCH_UP_INTERVAL, work);
    }

    /** Looks for fetches that nobody goes on with. */
    void resumeFetches(Runnable work) {
        WorkerPool.repeat(peers, RARE_INTERVAL, work);
    }

    /** Removes what is old. */
    void retain(Runnable work) {
        WorkerPool.repeat(retention, RARE_INTERVAL, work);
    }

    /** Does nothing any more for sessions and other gateways. */
    void freeze() {
        beat.shutdownNow();
        peers.shutdownNow();
        sessions.shutdownNow();
    }

    /** Ends everything; a removal that has begun comes to its end with {@link #finish}. */
    void stop() {
        freeze();
        logs.shutdownNow();
        fetches.shutdownNow();
        retention.shutdown();
    }

    void finish() {
        WorkerPool.finish(retention);
    }
}
