package io.hearth.server.http;

import io.hearth.api.StatementKind;
import io.hearth.api.channel.StatementOutcome;
import io.hearth.server.session.Statement;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/** A statement as the contract shows it. What the contract does not know is shown only of statements that it does not know. */
final class StatementEncoder {

    private static final String CANCELLED = "StatementCancelled";

    private StatementEncoder() {}

    static ObjectNode encode(Statement statement) {
        ObjectNode json = Json.object().put("id", statement.number());
        if (statement.kind() != StatementKind.SPARK) {
            json.put("kind", statement.kind().wireName());
        }
        if (statement.recoverable()) {
            json.put("recoverable", true);
        }
        json.put("code", statement.code()).put("state", statement.state().wireName());
        StatementOutcome outcome = statement.outcome();
        if (outcome == null) {
            json.putNull("output");
        } else {
            json.set("output", output(statement.number(), outcome));
        }
        double progress = statement.progress();
        return progress == Math.rint(progress) ? json.put("progress", (int) progress) : json.put("progress", progress);
    }

    private static ObjectNode output(int number, StatementOutcome outcome) {
        ObjectNode json = Json.object()
                .put("status", outcome.status() == StatementOutcome.Status.OK ? "ok" : "error")
                .put("execution_count", number);
        switch (outcome.status()) {
            case OK -> {}
            case ERROR -> error(json, Objects.requireNonNullElse(outcome.errorName(), "Error"), outcome);
            case CANCELLED -> error(json, CANCELLED, outcome);
        }
        addData(json.putObject("data"), outcome);
        return outcome.truncated() ? json.put("truncated", true) : json;
    }

    private static void addData(ObjectNode data, StatementOutcome outcome) {
        String table = outcome.table();
        if (table == null) {
            data.put("text/plain", outcome.text());
            return;
        }
        data.set("application/json", Json.raw(table));
        if (!outcome.text().isEmpty()) {
            data.put("text/plain", outcome.text());
        }
    }

    private static void error(ObjectNode json, String name, StatementOutcome outcome) {
        json.put("ename", name);
        json.put("evalue", Objects.requireNonNullElse(outcome.errorValue(), ""));
        json.set("traceback", Json.strings(outcome.traceback()));
    }
}
