package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Language;
import io.hearth.server.error.Message;
import io.hearth.server.error.NoSpace;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a handler throws into the contract's error: the one place where exceptions meet the wire. */
final class HandlerErrors {

    private static final Logger LOG = LoggerFactory.getLogger(HandlerErrors.class);

    private HandlerErrors() {}

    static void answer(Exception exception, Context context) {
        ErrorAnswer answer = ErrorAnswer.of(told(exception, context), Headers.language(context), context.path());
        context.status(answer.status());
        answer.headers().forEach(context::header);
        context.result(answer.bytes());
    }

    private static GatewayException told(Exception exception, Context context) {
        if (exception instanceof GatewayException gatewayException) {
            return gatewayException;
        }
        if (exception instanceof HttpResponseException refusal && refusal.getStatus() == 404) {
            return new GatewayException(ErrorCode.NOT_FOUND, Message.NOTHING_THERE, context.path());
        }
        if (exception instanceof HttpException bad && bad.getCode() < 500) {
            return GatewayException.invalid(Message.BAD_REQUEST, String.valueOf(bad.getReason()));
        }
        if (isCallerGone(exception)) {
            return GatewayException.invalid(Message.BODY_CUT);
        }
        if (NoSpace.isBehind(exception)) {
            LOG.error("There is no space left", exception);
            return NoSpace.refusal(Message.THIS_MACHINE_UNREACHABLE.with(), exception);
        }
        return fault(exception, context);
    }

    /** An error of the JVM itself, such as a stack that overflowed. */
    static void answer(HttpServletResponse response, Error error) {
        String id = String.valueOf(response.getHeader(RequestId.HEADER));
        LOG.error("Request {} failed", id, error);
        GatewayException fault = new GatewayException(ErrorCode.SERVER_FAULT, Message.SERVER_FAULT, id);
        ErrorAnswer answer = ErrorAnswer.of(fault, Language.ENGLISH, null);
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        try {
            response.getOutputStream().write(answer.bytes());
        } catch (IOException e) {
            LOG.debug("The caller of request {} is gone", id, e);
        }
    }

    /** A connection that broke is nobody's fault here; a driver that died while it dialled in is one such. */
    private static boolean isCallerGone(Exception exception) {
        return exception instanceof EofException || exception.getCause() instanceof EofException;
    }

    /** The caller learns where to look, and nothing else. */
    private static GatewayException fault(Exception exception, Context context) {
        Request request = ServletContextRequest.getServletContextRequest(context.req());
        String id = RequestId.of(request);
        LOG.error("Request {} failed", id, exception);
        return new GatewayException(ErrorCode.SERVER_FAULT, Message.SERVER_FAULT, id);
    }
}
