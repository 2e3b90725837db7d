package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.util.Arrays;
import java.util.Set;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The first to see a request, before any routing: gives it an id and refuses what no route could serve. */
final class EdgeHandler extends Handler.Wrapper {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final String ALLOWED = "GET, HEAD, POST, PUT, DELETE";

    private final ChannelBridge channel;
    private final OwnAddresses own;

    EdgeHandler(ChannelBridge channel, OwnAddresses own) {
        this.channel = channel;
        this.own = own;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        ResponseHeaders.set(request, response);
        try {
            own.check(request);
            checkMethod(request, response);
            checkPath(request);
            ContentTypes.check(request.getMethod(), request.getHttpURI().getPath(), request.getHeaders());
            channel.check(request);
        } catch (GatewayException e) {
            JettyErrors.answer(request, response, callback, e);
            return true;
        }
        return super.handle(request, response, callback);
    }

    private static void checkMethod(Request request, Response response) {
        if (!METHODS.contains(request.getMethod())) {
            response.getHeaders().put("Allow", ALLOWED);
            throw new GatewayException(
                    ErrorCode.METHOD_NOT_ALLOWED,
                    Message.METHOD_NOT_ALLOWED,
                    request.getMethod(),
                    request.getHttpURI().getPath(),
                    ALLOWED);
        }
    }

    /** Routing goes by the path as it was sent, so what would read differently elsewhere is refused. */
    private static void checkPath(Request request) {
        String path = request.getHttpURI().getPath();
        if (path == null || !path.startsWith("/")) {
            throw GatewayException.invalid(Message.BAD_REQUEST, "path");
        }
        if (Arrays.stream(path.split("/", -1)).anyMatch(segment -> segment.equals(".") || segment.equals(".."))) {
            throw GatewayException.invalid(Message.BAD_REQUEST, path);
        }
    }
}
