package io.hearth.server.http;

import io.hearth.server.session.Notices;
import io.hearth.server.session.Page;
import io.hearth.server.session.Sessions;
import io.hearth.server.session.Statement;
import io.hearth.server.session.Statements;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The calls of section 3 of the contract. */
final class StatementHandlers {

    private final Sessions sessions;
    private final Statements statements;
    private final int maxCodeBytes;

    StatementHandlers(Sessions sessions, Statements statements, int maxCodeBytes) {
        this.sessions = sessions;
        this.statements = statements;
        this.maxCodeBytes = maxCodeBytes;
    }

    void submit(Exchange exchange) {
        String project = exchange.project();
        String session = exchange.sessionId();
        requireOwn(exchange);
        StatementRequest request = StatementRequest.decode(exchange.body(), maxCodeBytes);
        Statement statement =
                statements.submit(project, session, request.code(), Notices.ofIgnored(request.ignoredFields()));
        AuditLog.object(exchange.context(), "statement " + statement.number() + " of session " + session);
        exchange.answer(StatementEncoder.encode(statement));
    }

    /** An owner never changes, so what holds here holds when the statement is written. */
    private void requireOwn(Exchange exchange) {
        if (!exchange.mayTouchAll()) {
            exchange.requireOwn(sessions.find(exchange.project(), exchange.sessionId()));
        }
    }

    void list(Exchange exchange) {
        QueryParameters query = exchange.query();
        Page<Statement> page = statements.list(exchange.project(), exchange.sessionId(), query.from(), query.size());
        ObjectNode json = Json.object().put("total_statements", page.total());
        ArrayNode list = json.putArray("statements");
        page.elements().forEach(statement -> list.add(StatementEncoder.encode(statement)));
        exchange.answer(json);
    }

    void show(Exchange exchange) {
        String project = exchange.project();
        Statement now = statements.find(project, exchange.sessionId(), exchange.statementNumber());
        Patience patience = exchange.query().patience();
        if (patience.isOver(now.state().wireName(), now.state().isFinal())) {
            exchange.answer(StatementEncoder.encode(now));
        } else {
            exchange.answer(
                    statements.awaitChange(project, now, patience.atMost()).thenApply(StatementEncoder::encode));
        }
    }

    void cancel(Exchange exchange) {
        requireOwn(exchange);
        exchange.optionalBody();
        statements.cancel(exchange.project(), exchange.sessionId(), exchange.statementNumber());
        exchange.answer(Json.object().put("msg", "canceled"));
    }
}
