package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.api.channel.Protocol;
import io.hearth.server.channel.OutputEndpoint;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.objects.Spool;
import io.hearth.server.objects.SpoolFile;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.regex.Pattern;

/** Where drivers put what statements printed: no call of the API, and nobody's but a driver's. */
final class DriverOutputs {

    private static final String TEMPLATE = Protocol.OUTPUT_PATH + "{session}/{statement}";
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final int MOST_AT_ONCE = 8;
    private static final int CONFLICT = 409;
    private static final int NO_CONTENT = 204;

    private final OutputEndpoint endpoint;
    private final ContentReader reader;

    DriverOutputs(OutputEndpoint endpoint, Spool spool) {
        this.endpoint = endpoint;
        this.reader = new ContentReader(spool, Protocol.MAX_PIECE_BYTES, MOST_AT_ONCE);
    }

    void register(RoutesConfig routes) {
        routes.addHttpHandler(HandlerType.PUT, TEMPLATE, this::take);
    }

    private void take(Context context) throws IOException {
        context.attribute(AccessLog.ROUTE, TEMPLATE);
        String driverId = context.header(Protocol.DRIVER_HEADER);
        String secret = ChannelBridge.secret(context.header("Authorization"));
        if (driverId == null || secret == null) {
            throw new GatewayException(ErrorCode.NOT_AUTHENTICATED, Message.DRIVER_REFUSED);
        }
        String session = context.pathParam("session");
        int statement = statement(context, session);
        long from = new QueryParameters(context.queryString()).offset(Long.MAX_VALUE);
        long length = endpoint.length(driverId, secret, session, statement);
        long announced = context.req().getContentLengthLong();
        if (announced < 0) {
            throw GatewayException.invalid(Message.BAD_REQUEST, "Content-Length");
        }
        if (from != length || announced == 0) {
            answer(context, length, from == length ? NO_CONTENT : CONFLICT);
            return;
        }
        endpoint.requireRoom(session, statement, announced);
        try (SpoolFile file = reader.read(context.req())) {
            SpoolFile.Spooled piece = file.finish();
            long after = endpoint.append(session, statement, from, piece.file(), piece.bytes());
            answer(context, after, after == from + piece.bytes() ? NO_CONTENT : CONFLICT);
        }
    }

    private static int statement(Context context, String session) {
        String number = context.pathParam("statement");
        if (!NUMBER.matcher(number).matches()) {
            throw new GatewayException(ErrorCode.NOT_FOUND, Message.NO_SUCH_STATEMENT, number, session);
        }
        return Integer.parseInt(number);
    }

    private static void answer(Context context, long length, int status) {
        context.header(Protocol.LENGTH_HEADER, String.valueOf(length));
        context.status(status);
        context.res().setContentType(null);
    }
}
