package io.hearth.server.http;

import io.hearth.server.session.Notices;
import io.hearth.server.session.Page;
import io.hearth.server.session.Statement;
import io.hearth.server.session.Statements;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The calls of section 3 of the contract. */
final class StatementHandlers {

    private final Statements statements;
    private final int maxCodeBytes;

    StatementHandlers(Statements statements, int maxCodeBytes) {
        this.statements = statements;
        this.maxCodeBytes = maxCodeBytes;
    }

    void submit(Exchange exchange) {
        String project = exchange.project();
        String session = exchange.sessionId();
        StatementRequest request = StatementRequest.decode(exchange.body(), maxCodeBytes);
        exchange.answer(StatementEncoder.encode(
                statements.submit(project, session, request.code(), Notices.ofIgnored(request.ignoredFields()))));
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
        exchange.answer(StatementEncoder.encode(
                statements.find(exchange.project(), exchange.sessionId(), exchange.statementNumber())));
    }

    void cancel(Exchange exchange) {
        exchange.optionalBody();
        statements.cancel(exchange.project(), exchange.sessionId(), exchange.statementNumber());
        exchange.answer(Json.object().put("msg", "canceled"));
    }
}
