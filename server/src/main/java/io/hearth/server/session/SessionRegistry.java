package io.hearth.server.session;

import io.hearth.api.EndCause;
import io.hearth.api.ErrorCode;
import io.hearth.api.SessionState;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.session.SessionStore.Transaction;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The sessions, for callers. */
final class SessionRegistry implements Sessions {

    private final SessionStore store;
    private final Admission admission;
    private final Launches launches;
    private final Endings endings;
    private final LogLayout logs;
    private final Waiting waiting;
    private final PackageResolver packages;
    private final SessionLimits limits;
    private final IdSource ids;
    private final RequestKeys keys;
    private final TimeLine timeLine;
    private volatile boolean refusing;

    SessionRegistry(
            SessionStore store,
            Admission admission,
            Launches launches,
            Endings endings,
            LogLayout logs,
            Waiting waiting,
            PackageResolver packages,
            SessionLimits limits,
            IdSource ids,
            RequestKeys keys,
            TimeLine timeLine) {
        this.store = store;
        this.admission = admission;
        this.launches = launches;
        this.endings = endings;
        this.logs = logs;
        this.waiting = waiting;
        this.packages = packages;
        this.limits = limits;
        this.ids = ids;
        this.keys = keys;
        this.timeLine = timeLine;
    }

    /** From now on no session is created: the gateway is about to end. */
    void refuseNew() {
        refusing = true;
    }

    @Override
    public Session create(
            String projectId,
            @Nullable String owner,
            SessionPlan asked,
            PackageReferences references,
            @Nullable RequestKey key) {
        return store.inTransaction(transaction -> {
            if (key != null) {
                transaction.queues().lockAdmission();
            }
            // First of all: what would be refused by now was not when it came the first time.
            return keys.session(transaction, projectId, key).orElseGet(() -> {
                SessionPlan plan = asked.with(packages.resolve(transaction.packages(), projectId, references));
                Session made = create(transaction, projectId, owner, plan);
                keys.keep(transaction, key, made);
                return made;
            });
        });
    }

    private Session create(Transaction transaction, String projectId, @Nullable String owner, SessionPlan plan) {
        transaction.queues().lockAdmission();
        if (refusing) {
            throw new GatewayException(ErrorCode.UNAVAILABLE, Message.GATEWAY_STOPPING);
        }
        admission.requirePossible(transaction, projectId, plan);
        requireFewerThanLimits(transaction, projectId, owner);
        Session session = insert(transaction, projectId, owner, plan);
        Optional<StartOrder> order = admission.admitNew(transaction, session);
        order.ifPresent(start -> launches.begin(transaction, start));
        return order.map(StartOrder::session).orElse(session);
    }

    private void requireFewerThanLimits(Transaction transaction, String projectId, @Nullable String owner) {
        int open = transaction.sessions().countOpen(projectId);
        if (open >= limits.openSessions()) {
            throw new GatewayException(
                    ErrorCode.LIMIT_REACHED, Message.TOO_MANY_OPEN_SESSIONS, projectId, open, limits.openSessions());
        }
        if (owner == null) {
            return;
        }
        int own = transaction.sessions().countOpen(projectId, owner);
        if (own >= limits.openSessionsPerUser()) {
            throw new GatewayException(
                    ErrorCode.LIMIT_REACHED,
                    Message.TOO_MANY_OPEN_SESSIONS_OF_USER,
                    owner,
                    own,
                    projectId,
                    limits.openSessionsPerUser());
        }
    }

    private Session insert(Transaction transaction, String projectId, @Nullable String owner, SessionPlan plan) {
        Session session = new Session(
                ids.newId(),
                0,
                projectId,
                owner,
                plan,
                SessionState.NOT_STARTED,
                null,
                null,
                timeLine.now(),
                0,
                0,
                null,
                null,
                null);
        transaction.sessions().insert(session);
        timeLine.note(transaction, session.id(), "queued", "queue " + plan.queue());
        plan.notices().forEach(line -> timeLine.note(transaction, session.id(), "notice", line));
        return session;
    }

    @Override
    public Session find(String projectId, String id) {
        return store.session(projectId, id).orElseThrow(() -> unknown(projectId, id));
    }

    @Override
    public CompletableFuture<Session> awaitChange(Session seen, Duration atMost) {
        return waiting.until(
                seen.id(), () -> find(seen.projectId(), seen.id()), now -> now.state() != seen.state(), atMost);
    }

    static Session require(Transaction transaction, String projectId, String id) {
        return transaction.sessions().find(projectId, id).orElseThrow(() -> unknown(projectId, id));
    }

    static GatewayException unknown(String projectId, String id) {
        return new GatewayException(ErrorCode.NOT_FOUND, Message.NO_SUCH_SESSION, id, projectId);
    }

    /** The session, held against every other transaction until this one ends. */
    static Session requireLocked(Transaction transaction, String projectId, String id) {
        return transaction.sessions().lock(projectId, id).orElseThrow(() -> unknown(projectId, id));
    }

    @Override
    public Page<Session> list(String projectId, @Nullable String queue, int from, int size) {
        return store.inTransaction(transaction -> new Page<>(
                from,
                transaction.sessions().count(projectId, queue),
                transaction.sessions().page(projectId, queue, from, size)));
    }

    @Override
    public Map<String, Integer> placesInLine(List<Session> sessions) {
        List<Session> waiting = sessions.stream()
                .filter(session -> session.state() == SessionState.NOT_STARTED)
                .toList();
        Map<String, Integer> places = new HashMap<>();
        if (waiting.size() == 1) {
            Session only = waiting.get(0);
            places.put(
                    only.id(),
                    store.inTransaction(transaction -> transaction.sessions().placeInLine(only)));
        } else if (!waiting.isEmpty()) {
            Set<String> queues =
                    waiting.stream().map(session -> session.plan().queue()).collect(Collectors.toSet());
            String projectId = waiting.get(0).projectId();
            places.putAll(
                    store.inTransaction(transaction -> transaction.sessions().placesInLine(projectId, queues)));
        }
        // who left the line between the two looks was next at best
        waiting.forEach(session -> places.merge(session.id(), 1, Math::max));
        return places;
    }

    @Override
    public void resetTimeout(String projectId, String id) {
        store.run(transaction -> {
            Session session = requireLocked(transaction, projectId, id);
            if (session.state().isFinal() || session.state() == SessionState.SHUTTING_DOWN) {
                throw new GatewayException(
                        ErrorCode.NOT_SUPPORTED,
                        Message.SESSION_HAS_NO_TIMEOUT,
                        id,
                        session.state().wireName(),
                        String.valueOf(session.cause()));
            }
            if (session.state() == SessionState.IDLE) {
                transaction.sessions().update(session.idleFrom(timeLine.now()));
            }
        });
    }

    @Override
    public void delete(String projectId, String id) {
        store.run(transaction -> {
            endings.begin(transaction, requireLocked(transaction, projectId, id), EndCause.DELETED, "");
            transaction.afterCommit(launches::admitWaiting);
        });
    }

    @Override
    public List<String> newestLog(Session session) {
        return logs.newest(session.id());
    }

    @Override
    public Page<String> log(String projectId, String id, @Nullable Integer from, int size) {
        find(projectId, id);
        return logs.page(id, from, size);
    }

    @Override
    public Optional<Restoration> restoration(Session session) {
        return store.inTransaction(transaction -> transaction.restorations().find(session.id()));
    }

    @Override
    public List<SessionEvent> events(String projectId, String id) {
        return store.inTransaction(transaction -> {
            require(transaction, projectId, id);
            return transaction.events().of(id);
        });
    }
}
