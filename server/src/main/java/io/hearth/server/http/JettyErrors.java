package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Language;
import io.hearth.server.error.Message;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what goes wrong before or beside the handlers, such as a request line that cannot be read. */
final class JettyErrors implements Request.Handler {

    private static final Logger LOG = LoggerFactory.getLogger(JettyErrors.class);

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        ResponseHeaders.set(request, response);
        int status =
                request.getAttribute(ErrorHandler.ERROR_STATUS) instanceof Integer known ? known : response.getStatus();
        if (status / 100 == 4) {
            // Of a request that it cannot read, Jetty does not look for the end: it hangs up, which is to be said.
            response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
        }
        answer(request, response, callback, exception(request, status));
        return true;
    }

    static void answer(Request request, Response response, Callback callback, GatewayException exception) {
        Language language = Language.ofHeader(request.getHeaders().get("X-Language"));
        ErrorAnswer answer =
                ErrorAnswer.of(exception, language, request.getHttpURI().getPath());
        response.setStatus(answer.status());
        answer.headers().forEach(response.getHeaders()::put);
        byte[] body = answer.bytes();
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    private static GatewayException exception(Request request, int status) {
        Object reason = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
        return switch (status) {
            case 404 ->
                new GatewayException(
                        ErrorCode.NOT_FOUND,
                        Message.NOTHING_THERE,
                        String.valueOf(request.getHttpURI().getPath()));
            case 408 -> Late.refusal(request);
            case 500, 502, 503, 504 -> isOver(request, status) ? Late.stopping() : fault(request);
            default -> GatewayException.invalid(Message.BAD_REQUEST, reason == null ? "HTTP " + status : reason);
        };
    }

    /**
     * Whether it came to a gateway that stops, or the connection was closed on a call that waited: by a gateway that stops, or by a
     * caller who then reads no answer.
     */
    private static boolean isOver(Request request, int status) {
        return request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof EofException
                || request.getConnectionMetaData().getConnector().getServer().isStopping()
                || (status == HttpStatus.SERVICE_UNAVAILABLE_503 && Late.isStopping(request));
    }

    private static GatewayException fault(Request request) {
        String id = RequestId.of(request);
        Object thrown = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
        LOG.error("Request {} failed", id, thrown instanceof Throwable throwable ? throwable : null);
        return new GatewayException(ErrorCode.SERVER_FAULT, Message.SERVER_FAULT, id);
    }
}
