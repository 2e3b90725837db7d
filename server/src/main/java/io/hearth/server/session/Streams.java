package io.hearth.server.session;

import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.GatewayFrame;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The statements that somebody follows. Drivers tell output only while somebody does. They are asked by whoever finds that
 * they may not have been: who begins to follow, the dispatcher, a new connection, a piece that does not fit. Thread-safe.
 */
final class Streams {

    private final SessionChanges changes;
    private final DriverRoster roster;
    private final Executor executor;
    private final ConcurrentMap<Followed, LiveText> followed = new ConcurrentHashMap<>();
    private volatile boolean dismissed;

    Streams(SessionChanges changes, DriverRoster roster, Executor executor) {
        this.changes = changes;
        this.roster = roster;
        this.executor = executor;
    }

    /** A statement that somebody follows. */
    record Followed(String sessionId, int statement) {}

    /**
     * Begins to follow a statement. If a driver has it, that is still to be {@linkplain #ask asked}.
     *
     * @param read the statement as it stands
     * @param onChange called on a thread that may wait when there may be something to take
     */
    StatementStream open(
            String sessionId, int number, Supplier<Statement> read, StreamPosition from, Runnable onChange) {
        Followed key = new Followed(sessionId, number);
        Runnable look = coalesced(onChange);
        LiveText live = followed.compute(key, (id, present) -> {
            LiveText text = present == null ? new LiveText() : present;
            text.enter(look);
            return text;
        });
        AtomicBoolean rowChanged = new AtomicBoolean(true);
        SessionChanges.Subscription subscription = changes.subscribe(sessionId, () -> {
            rowChanged.set(true);
            look.run();
        });
        Runnable close = () -> {
            subscription.close();
            leave(key, live, look);
        };
        try {
            return new StatementStream(() -> live.latest(read), rowChanged, live, from, () -> dismissed, close);
        } catch (RuntimeException e) {
            close.run();
            throw e;
        }
    }

    /** Many changes in a row are one look. */
    private Runnable coalesced(Runnable onChange) {
        AtomicBoolean toLook = new AtomicBoolean();
        return () -> {
            if (toLook.compareAndSet(false, true)) {
                executor.execute(() -> {
                    toLook.set(false);
                    onChange.run();
                });
            }
        };
    }

    private void leave(Followed key, LiveText live, Runnable look) {
        boolean wasLast =
                followed.compute(key, (id, present) -> live.leave(look) && present == live ? null : present) == null;
        if (wasLast) {
            live.driver()
                    .flatMap(roster::find)
                    .ifPresent(link -> link.send(new GatewayFrame.StopOutput(key.sessionId(), key.statement())));
        }
    }

    /** The statements that are followed now. */
    Set<Followed> followed() {
        return Set.copyOf(followed.keySet());
    }

    /** Believes this driver, and no other, from now on; says how much is there. Empty when nobody follows any more. */
    Optional<Integer> expect(Followed statement, String driverId) {
        return Optional.ofNullable(followed.get(statement)).map(live -> live.expectFrom(driverId));
    }

    /** Takes what a driver told another gateway; false when nobody wants it, or something before it is missing. */
    boolean take(String driverId, DriverFrame.Output piece) {
        LiveText live = followed.get(new Followed(piece.sessionId(), piece.statement()));
        return live != null && live.isOf(driverId) && live.add(piece);
    }

    /** How many statements are followed. */
    int size() {
        return followed.size();
    }

    /** What to tell a driver that has a statement; empty when nobody follows it. */
    Optional<GatewayFrame> order(String driverId, String sessionId, int number) {
        return Optional.ofNullable(followed.get(new Followed(sessionId, number)))
                .map(live -> new GatewayFrame.FollowOutput(sessionId, number, live.expectFrom(driverId)));
    }

    /** Every way ends where it is, for its reader to come again. */
    void dismiss() {
        dismissed = true;
        changes.publishAll();
    }

    /** Tells a driver that has a statement whether to tell its output, if it is connected here. */
    void ask(String driverId, String sessionId, int number) {
        order(driverId, sessionId, number)
                .ifPresent(order -> roster.find(driverId).ifPresent(link -> link.send(order)));
    }

    /** Takes what a driver tells, if it was asked. */
    void hear(String driverId, DriverFrame.Output piece) {
        LiveText live = followed.get(new Followed(piece.sessionId(), piece.statement()));
        if (live != null && live.isOf(driverId) && !live.add(piece)) {
            ask(driverId, piece.sessionId(), piece.statement());
        }
    }

    /** Takes what a driver tells, if it was asked about the statement. */
    void hear(String driverId, DriverFrame.Progress progress) {
        LiveText live = followed.get(new Followed(progress.sessionId(), progress.statement()));
        if (live != null && live.isOf(driverId)) {
            live.add(progress);
        }
    }
}
