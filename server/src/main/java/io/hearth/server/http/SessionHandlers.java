package io.hearth.server.http;

import io.hearth.api.SessionState;
import io.hearth.server.session.PackageReferences;
import io.hearth.server.session.Page;
import io.hearth.server.session.Session;
import io.hearth.server.session.SessionPlan;
import io.hearth.server.session.SessionPlanner;
import io.hearth.server.session.SessionRequest;
import io.hearth.server.session.Sessions;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The calls of sections 1 and 2 of the contract. */
final class SessionHandlers {

    private final Sessions sessions;
    private final SessionPlanner planner;
    private final Function<Context, String> baseUrl;

    /** @param baseUrl how a caller reaches this gateway */
    SessionHandlers(Sessions sessions, SessionPlanner planner, Function<Context, String> baseUrl) {
        this.sessions = sessions;
        this.planner = planner;
        this.baseUrl = baseUrl;
    }

    void create(Exchange exchange) {
        String project = exchange.project();
        SessionRequest request = SessionRequestDecoder.decode(exchange.body());
        SessionPlan plan = planner.plan(request);
        Session session = sessions.create(
                project, exchange.caller().user(), plan, PackageReferences.of(request), exchange.requestKey());
        AuditLog.object(exchange.context(), "session " + session.id());
        exchange.answer(encode(exchange, session));
    }

    void list(Exchange exchange) {
        String project = exchange.project();
        QueryParameters query = exchange.query();
        Page<Session> page = sessions.list(project, lowerCase(query.queue()), query.from(), query.size());
        ObjectNode json = Json.object().put("from", page.from()).put("total", page.total());
        ArrayNode list = json.putArray("sessions");
        Map<String, Integer> places = sessions.placesInLine(page.elements());
        page.elements().forEach(session -> list.add(encode(exchange, session, places)));
        exchange.answer(json);
    }

    void show(Exchange exchange) {
        answer(exchange, session -> encode(exchange, session));
    }

    private void answer(Exchange exchange, Function<Session, ObjectNode> encoding) {
        Session now = find(exchange);
        Patience patience = exchange.query().patience();
        boolean settled = now.state() == SessionState.IDLE || now.state().isFinal();
        if (patience.isOver(now.state().wireName(), settled)) {
            exchange.answer(encoding.apply(now));
        } else {
            exchange.answer(sessions.awaitChange(now, patience.atMost()).thenApply(encoding));
        }
    }

    void state(Exchange exchange) {
        answer(
                exchange,
                session -> Json.object()
                        .put("id", session.id())
                        .put("state", session.state().wireName()));
    }

    void log(Exchange exchange) {
        String project = exchange.project();
        String id = exchange.sessionId();
        QueryParameters query = exchange.query();
        Page<String> page = sessions.log(project, id, query.optionalFrom(), query.size());
        ObjectNode json = Json.object().put("id", id).put("from", page.from()).put("total", page.total());
        json.set("log", Json.strings(page.elements()));
        exchange.answer(json);
    }

    void events(Exchange exchange) {
        Session session = find(exchange);
        exchange.answer(
                EventsEncoder.encode(session, sessions.events(session.projectId(), session.id()), exchange.language()));
    }

    void resetTimeout(Exchange exchange) {
        exchange.requireOwn(find(exchange));
        exchange.optionalBody();
        sessions.resetTimeout(exchange.project(), exchange.sessionId());
        exchange.answer(Json.object().put("msg", "reset"));
    }

    void delete(Exchange exchange) {
        exchange.requireOwn(find(exchange));
        sessions.delete(exchange.project(), exchange.sessionId());
        exchange.answer(Json.object().put("msg", "deleted"));
    }

    private Session find(Exchange exchange) {
        return sessions.find(exchange.project(), exchange.sessionId());
    }

    private ObjectNode encode(Exchange exchange, Session session) {
        return encode(exchange, session, sessions.placesInLine(List.of(session)));
    }

    private ObjectNode encode(Exchange exchange, Session session, Map<String, Integer> places) {
        ObjectNode json = SessionEncoder.encode(
                session, places.get(session.id()), sessions.newestLog(session), baseUrl.apply(exchange.context()));
        return session.plan().recover() ? RestorationEncoder.addTo(json, session, sessions.restoration(session)) : json;
    }

    private static @Nullable String lowerCase(@Nullable String queue) {
        return queue == null ? null : queue.toLowerCase(Locale.ROOT);
    }
}
