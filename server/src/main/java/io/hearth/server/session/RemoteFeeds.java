package io.hearth.server.session;

import io.hearth.api.channel.DriverFrame;
import io.hearth.server.session.Streams.Followed;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * For statements that are followed here while their driver is connected elsewhere: one feed each, however many follow. A feed that
 * breaks, or whose driver moved on, is begun anew by the next look, where the text ended. Thread-safe.
 */
public final class RemoteFeeds {

    private final SessionStore store;
    private final Peers peers;
    private final Streams streams;
    private final LiveFeeds feeds;
    private final ConcurrentMap<Followed, Running> running = new ConcurrentHashMap<>();

    RemoteFeeds(SessionStore store, Peers peers, Streams streams, LiveFeeds feeds) {
        this.store = store;
        this.peers = peers;
        this.streams = streams;
        this.feeds = feeds;
    }

    /** Where a statement that runs can be heard. */
    private record Source(Peer gateway, String projectId, String driverId) {}

    /** Looks once. Called about once a second, and when somebody begins to follow. */
    public void look() {
        if (!peers.areThere() && running.isEmpty()) {
            return;
        }
        Set<Followed> followed = streams.followed();
        running.forEach((statement, feed) -> {
            if (!followed.contains(statement)) {
                feed.close();
            }
        });
        followed.forEach(this::look);
    }

    private void look(Followed statement) {
        Optional<Source> source = source(statement);
        Running present = running.get(statement);
        if (present != null
                && source.filter(now -> now.gateway().id().equals(present.gateway))
                        .isEmpty()) {
            present.close();
        }
        source.ifPresent(now -> begin(statement, now));
    }

    private Optional<Source> source(Followed statement) {
        return store.inTransaction(transaction -> transaction
                .sessions()
                .find(statement.sessionId())
                .filter(session -> transaction
                        .statements()
                        .find(session.id(), statement.statement())
                        .filter(found -> found.state().isInDriver())
                        .isPresent())
                .flatMap(session -> Optional.ofNullable(session.driverId())
                        .flatMap(transaction.drivers()::find)
                        .flatMap(driver -> gateway(driver)
                                .map(gateway -> new Source(gateway, session.projectId(), driver.id())))));
    }

    private Optional<Peer> gateway(Driver driver) {
        return peers.others().stream()
                .filter(peer -> peer.id().equals(driver.custody().link()))
                .findFirst();
    }

    private void begin(Followed statement, Source source) {
        Running feed = new Running(statement, source);
        if (running.putIfAbsent(statement, feed) == null) {
            streams.expect(statement, source.driverId())
                    .ifPresentOrElse(
                            from -> feed.endWith(feeds.open(
                                    source.gateway(),
                                    source.projectId(),
                                    statement.sessionId(),
                                    statement.statement(),
                                    from,
                                    feed)),
                            feed::ended);
        }
    }

    private final class Running implements LiveFeeds.Receiver {

        private final Followed statement;
        private final String gateway;
        private final String driverId;
        private Runnable end = () -> {};
        private boolean closed;

        Running(Followed statement, Source source) {
            this.statement = statement;
            this.gateway = source.gateway().id();
            this.driverId = Objects.requireNonNull(source.driverId());
        }

        synchronized void endWith(Runnable ending) {
            end = ending;
            if (closed) {
                ending.run();
            }
        }

        void close() {
            ended();
            synchronized (this) {
                closed = true;
                end.run();
            }
        }

        @Override
        public void output(DriverFrame.Output piece) {
            if (!streams.take(driverId, piece)) {
                close();
            }
        }

        @Override
        public void progress(DriverFrame.Progress latest) {
            streams.hear(driverId, latest);
        }

        @Override
        public void ended() {
            running.remove(statement, this);
        }
    }
}
