package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.api.channel.Protocol;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.session.Notices;
import io.hearth.server.session.Page;
import io.hearth.server.session.Sessions;
import io.hearth.server.session.Statement;
import io.hearth.server.session.StatementStream;
import io.hearth.server.session.Statements;
import io.hearth.server.session.StreamPosition;
import io.hearth.server.session.Submission;
import io.hearth.server.session.WholeOutput;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The calls of section 3 of the contract. */
final class StatementHandlers {

    private static final Logger LOG = LoggerFactory.getLogger(StatementHandlers.class);

    private static final String PLAIN = "text/plain; charset=utf-8";

    /** Whether the text that there is, is all there will be. */
    private static final String EXTENT = "X-Hearth-Extent";

    private static final String EVENTS = "text/event-stream";
    private static final String LAST_EVENT = "Last-Event-ID";

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
        Statement statement = statements.submit(
                project,
                session,
                new Submission(request.kind(), request.code(), request.recoverable()),
                Notices.ofIgnored(request.ignoredFields()),
                exchange.requestKey());
        AuditLog.object(exchange.context(), "statement " + statement.number() + " of session " + session);
        exchange.answer(StatementEncoder.encode(statement));
    }

    /** An owner never changes, so what holds here holds when the statement is written. */
    private void requireOwn(Exchange exchange) {
        if (!exchange.mayTouchAll()) {
            exchange.requireOwn(sessions.find(exchange.project(), exchange.sessionId()));
        }
    }

    void list(Exchange exchange) throws IOException {
        QueryParameters query = exchange.query();
        Page<Statement> first = statements.list(exchange.project(), exchange.sessionId(), query.from(), query.size());
        int wanted = Math.min(query.size(), Math.max(0, first.total() - query.from()));
        if (first.elements().size() >= wanted) {
            ObjectNode json = Json.object().put("total_statements", first.total());
            ArrayNode list = json.putArray("statements");
            first.elements().forEach(statement -> list.add(StatementEncoder.encode(statement)));
            exchange.answer(json);
        } else {
            exchange.answerInParts(out -> write(out, exchange, first, wanted));
        }
    }

    /** What would be too much for one answer in memory is read and written part by part. */
    private void write(OutputStream out, Exchange exchange, Page<Statement> first, int wanted) throws IOException {
        out.write(("{\"total_statements\":" + first.total() + ",\"statements\":[").getBytes(StandardCharsets.UTF_8));
        int written = 0;
        for (Page<Statement> part = first; !part.elements().isEmpty(); part = after(exchange, part, wanted - written)) {
            for (Statement statement : part.elements()) {
                if (written > 0) {
                    out.write(',');
                }
                out.write(Json.bytes(StatementEncoder.encode(statement)));
                written++;
            }
        }
        out.write("]}".getBytes(StandardCharsets.UTF_8));
    }

    private Page<Statement> after(Exchange exchange, Page<Statement> part, int wanted) {
        int from = part.from() + part.elements().size();
        return wanted == 0
                ? new Page<>(from, part.total(), List.of())
                : statements.list(exchange.project(), exchange.sessionId(), from, wanted);
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

    void stream(Exchange exchange) throws IOException {
        String project = exchange.project();
        String session = exchange.sessionId();
        int number = exchange.statementNumber();
        StreamPosition from = position(exchange);
        Context context = exchange.context();
        if (from.isEnd()) {
            statements.find(project, session, number);
            // The only answer after which a browser does not come again.
            exchange.done();
            return;
        }
        if (context.method().equals(HandlerType.HEAD)) {
            statements.find(project, session, number);
            context.contentType(EVENTS);
            return;
        }
        send(context, project, session, number, from);
    }

    /** The same for another gateway, which knows who it is for. */
    void streamToPeer(Context context) throws IOException {
        String session = context.pathParam("session");
        int number = Exchange.statementNumber(context, session);
        String text = context.header(LAST_EVENT);
        StreamPosition from =
                Optional.ofNullable(text).flatMap(StreamPosition::of).orElse(StreamPosition.START);
        send(context, context.pathParam("project"), session, number, from);
    }

    private void send(Context context, String project, String session, int number, StreamPosition from)
            throws IOException {
        ServletOutputStream out = context.res().getOutputStream();
        context.future(() -> {
            EventStream.begin(context.req().getAsyncContext(), out, onChange -> {
                StatementStream stream = statements.stream(project, session, number, from, onChange);
                context.contentType(EVENTS);
                // A proxy that gathers answers would hold the events back.
                context.header("X-Accel-Buffering", "no");
                return stream;
            });
            // Never completed: the framework must not touch what is the stream's now.
            return new CompletableFuture<>();
        });
    }

    void output(Exchange exchange) throws IOException {
        WholeOutput output = statements.output(exchange.project(), exchange.sessionId(), exchange.statementNumber());
        long from = exchange.query().offset(output.length());
        Context context = exchange.context();
        ContentWriter writer = null;
        if (!context.method().equals(HandlerType.HEAD)) {
            writer = new ContentWriter(
                    open(output, from), output.length() - from, context.res().getOutputStream());
        }
        context.contentType(PLAIN);
        context.header(Protocol.LENGTH_HEADER, String.valueOf(output.length()));
        context.header(EXTENT, output.extent().wireName());
        context.res().setContentLengthLong(output.length() - from);
        if (writer != null) {
            context.future(writer::start);
        }
    }

    private static InputStream open(WholeOutput output, long from) {
        try {
            return output.source().open(from);
        } catch (IOException e) {
            LOG.warn("what a statement printed cannot be read", e);
            throw new GatewayException(ErrorCode.UNAVAILABLE, Message.UNAVAILABLE, Message.OBJECTS_UNREACHABLE.with());
        }
    }

    /** Where a caller was; browsers say it in a header, and only when they come again by themselves. */
    private static StreamPosition position(Exchange exchange) {
        String header = exchange.context().header(LAST_EVENT);
        String text = header == null || header.isEmpty() ? exchange.query().lastEventId() : header;
        return text == null
                ? StreamPosition.START
                : StreamPosition.of(text)
                        .orElseThrow(() -> GatewayException.invalid(Message.EVENT_ID_UNKNOWN, LAST_EVENT, text));
    }

    void cancel(Exchange exchange) {
        requireOwn(exchange);
        exchange.optionalBody();
        statements.cancel(exchange.project(), exchange.sessionId(), exchange.statementNumber());
        exchange.answer(Json.object().put("msg", "canceled"));
    }
}
