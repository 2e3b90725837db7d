package io.hearth.server.http;

import io.hearth.api.EndCause;
import io.hearth.api.ErrorCode;
import io.hearth.api.SessionState;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.session.PackageReferences;
import io.hearth.server.session.Page;
import io.hearth.server.session.RequestKey;
import io.hearth.server.session.Restoration;
import io.hearth.server.session.Session;
import io.hearth.server.session.SessionEvent;
import io.hearth.server.session.SessionPlan;
import io.hearth.server.session.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sessions without drivers: what is asked for is kept in memory, and tests move it along. */
final class InMemorySessions implements Sessions {

    private static final Set<String> QUEUES = Set.of("default", "test_cluster");

    private final List<Session> sessions = new ArrayList<>();

    @Override
    public synchronized Session create(
            String projectId,
            @Nullable String owner,
            SessionPlan plan,
            PackageReferences references,
            @Nullable RequestKey key) {
        if (!QUEUES.contains(plan.queue())) {
            throw new GatewayException(ErrorCode.NO_SUCH_QUEUE, Message.NO_SUCH_QUEUE, plan.queue());
        }
        String id = UUID.randomUUID().toString();
        Session session = new Session(
                id,
                sessions.size(),
                projectId,
                owner,
                plan,
                SessionState.STARTING,
                null,
                null,
                1_531_906_043_036L,
                0,
                0,
                null,
                null,
                null);
        sessions.add(session);
        return session;
    }

    @Override
    public synchronized Session find(String projectId, String id) {
        return sessions.stream()
                .filter(session ->
                        session.projectId().equals(projectId) && session.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, Message.NO_SUCH_SESSION, id, projectId));
    }

    @Override
    public synchronized Page<Session> list(String projectId, @Nullable String queue, int from, int size) {
        List<Session> matching = new ArrayList<>(sessions.stream()
                .filter(session -> session.projectId().equals(projectId))
                .filter(session -> queue == null || session.plan().queue().equals(queue))
                .toList());
        Collections.reverse(matching);
        return page(matching, from, size);
    }

    @Override
    public Map<String, Integer> placesInLine(List<Session> asked) {
        return asked.stream()
                .filter(session -> session.state() == SessionState.NOT_STARTED)
                .collect(Collectors.toMap(Session::id, session -> 1));
    }

    @Override
    public void resetTimeout(String projectId, String id) {
        throw new UnsupportedOperationException("no time passes here");
    }

    @Override
    public synchronized void delete(String projectId, String id) {
        Session session = find(projectId, id);
        if (!session.state().isFinal()) {
            change(id, SessionState.SUCCESS, null, null, EndCause.DELETED);
        }
    }

    @Override
    public List<String> newestLog(Session session) {
        List<String> lines = new ArrayList<>(List.of("stdout: "));
        lines.addAll(session.plan().notices());
        lines.addAll(List.of("\nstderr: ", "\nYARN Diagnostics: "));
        return lines;
    }

    @Override
    public Page<String> log(String projectId, String id, @Nullable Integer from, int size) {
        List<String> lines = newestLog(find(projectId, id));
        return page(lines, from == null ? Math.max(0, lines.size() - size) : from, size);
    }

    @Override
    public List<SessionEvent> events(String projectId, String id) {
        long start = find(projectId, id).createdAt();
        return List.of(new SessionEvent(start, "queued", null), new SessionEvent(start + 4, "launched", "process 1"));
    }

    /** Moves a session on as a driver would. */
    synchronized void change(
            String id,
            SessionState state,
            @Nullable String driverId,
            @Nullable String uiAddress,
            @Nullable EndCause cause) {
        UnaryOperator<Session> changed = session -> new Session(
                session.id(),
                session.ordinal(),
                session.projectId(),
                session.owner(),
                session.plan(),
                state,
                driverId == null ? null : "local-1",
                uiAddress,
                session.createdAt(),
                session.createdAt() + 5,
                0,
                driverId,
                cause,
                cause == null ? null : "as a test wanted it");
        sessions.replaceAll(session -> session.id().equals(id) ? changed.apply(session) : session);
    }

    static <T> Page<T> page(List<T> all, int from, int size) {
        int start = Math.min(from, all.size());
        return new Page<>(from, all.size(), all.subList(start, (int) Math.min(all.size(), start + (long) size)));
    }

    @Override
    public Optional<Restoration> restoration(Session session) {
        return Optional.empty();
    }

    @Override
    public CompletableFuture<Session> awaitChange(Session seen, Duration atMost) {
        throw new UnsupportedOperationException("nothing changes here by itself");
    }
}
