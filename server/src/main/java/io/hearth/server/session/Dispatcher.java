package io.hearth.server.session;

import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.server.session.SessionStore.Transaction;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Gives drivers their next statement. Thread-safe. */
final class Dispatcher {

    private final SessionStore store;
    private final DriverRoster roster;
    private final Streams streams;
    private final TimeLine timeLine;
    private final int mostRows;
    private final Quiet quiet;
    private final Executor executor;

    /** @param mostRows how many rows drivers are told to give for a statement of SQL */
    Dispatcher(
            SessionStore store,
            DriverRoster roster,
            Streams streams,
            TimeLine timeLine,
            int mostRows,
            Quiet quiet,
            Executor executor) {
        this.store = store;
        this.roster = roster;
        this.streams = streams;
        this.timeLine = timeLine;
        this.mostRows = mostRows;
        this.quiet = quiet;
        this.executor = executor;
    }

    /** Looks soon whether the session can be given a statement. */
    void wake(String sessionId) {
        executor.execute(() -> store.run(transaction -> transaction
                .sessions()
                .lock(sessionId)
                // Gone meanwhile, it is asked by whoever has the driver next.
                .filter(session -> linkOf(session).isPresent())
                .ifPresent(session -> offer(transaction, session))));
    }

    /**
     * Gives a locked session its next statement if it is idle and its driver is there. One that is busy gets it at the
     * end of the statement before, one whose driver is away when that is back.
     */
    void offer(Transaction transaction, Session session) {
        if (session.state() != SessionState.IDLE) {
            return;
        }
        String driverId = session.driverId();
        if (linkOf(session).isPresent()) {
            giveNext(transaction, session);
        } else if (driverId != null) {
            transaction.tell(new PeerNotice.Wake(driverId, session.id()));
        }
    }

    /** Tells a driver of a statement that it should have, unless that is over by now. */
    void sayAgain(String sessionId, int number, DriverLink link) {
        store.run(transaction -> {
            Optional<Session> session = transaction.sessions().find(sessionId);
            transaction
                    .statements()
                    .find(sessionId, number)
                    .filter(statement -> statement.state().isInDriver())
                    .ifPresent(statement -> transaction.afterCommit(() -> {
                        link.send(run(statement));
                        session.flatMap(holder -> follow(holder, number)).ifPresent(link::send);
                    }));
        });
    }

    /** Whether a locked session could run a statement at once. */
    boolean isFree(Session session) {
        return session.state() == SessionState.IDLE && linkOf(session).isPresent();
    }

    /** Gives a locked session that is free, and has none that waits, a statement that has no row yet. */
    void giveNew(Transaction transaction, Session session, Statement waiting) {
        long now = timeLine.now();
        Statement running = waiting.movedTo(StatementState.RUNNING);
        transaction.submissions().insert(running, now);
        transaction.submissions().advance(session.movedTo(SessionState.BUSY, now));
        transaction.changed(session.id());
        // Whoever submitted it is not kept waiting; a cancel that overtakes it waits for it in the driver.
        transaction.afterCommit(() -> executor.execute(() -> send(session, running)));
    }

    /** Gives a locked session that is idle or just finished its next statement, or leaves it idle. */
    void giveNext(Transaction transaction, Session session) {
        Optional<Statement> next = transaction.statements().nextWaiting(session.id());
        if (next.isEmpty()) {
            if (session.state() == SessionState.BUSY) {
                transaction.save(session.movedTo(SessionState.IDLE, timeLine.now()));
            }
            return;
        }
        if (session.state() == SessionState.IDLE) {
            transaction.save(session.movedTo(SessionState.BUSY, timeLine.now()));
        }
        Statement running = next.get().movedTo(StatementState.RUNNING);
        transaction.save(running, timeLine.now());
        transaction.afterCommit(() -> send(session, running));
    }

    /** Without a connection the order waits: attaching repeats what the driver does not have. */
    private void send(Session session, Statement running) {
        quiet.end();
        linkOf(session).ifPresent(link -> {
            link.send(run(running));
            follow(session, running.number()).ifPresent(link::send);
        });
    }

    /** What to tell the driver of a session about the output of a statement that it has. */
    Optional<GatewayFrame> follow(Session session, int number) {
        return Optional.ofNullable(session.driverId())
                .flatMap(driverId -> streams.order(driverId, session.id(), number));
    }

    GatewayFrame.RunStatement run(Statement statement) {
        return new GatewayFrame.RunStatement(
                statement.sessionId(), statement.number(), statement.kind(), statement.code(), mostRows);
    }

    Optional<DriverLink> linkOf(Session session) {
        return Optional.ofNullable(session.driverId()).flatMap(roster::find);
    }
}
