package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Quoted;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for everything that changes something, or was refused to: who, from where, what, which object, how it ended, and
 * the id of the request. It is written whatever {@code log.level} says.
 */
final class AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger("io.hearth.audit");
    private static final String WHO = AuditLog.class.getName() + ".who";
    private static final String OBJECT = AuditLog.class.getName() + ".object";

    private static final String ANSWER = AuditLog.class.getName() + ".answer";

    private AuditLog() {}

    /** Says who makes a request, once that is known. */
    static void who(Context context, String user) {
        context.attribute(WHO, user);
    }

    /** Says which object a request is about, where its path does not. */
    static void object(Context context, String object) {
        context.attribute(OBJECT, object);
    }

    /** The same handler, with a line for each of its requests. */
    static Handler around(String template, Handler handler) {
        return context -> {
            try {
                handler.handle(context);
            } catch (GatewayException e) {
                write(context, template, e.code().status() + " " + e.code().code());
                throw e;
            } catch (Exception e) {
                write(context, template, "500 " + ErrorCode.SERVER_FAULT.code());
                throw e;
            }
            CompletableFuture<?> answer = context.attribute(ANSWER);
            if (answer == null) {
                write(context, template, Integer.toString(context.statusCode()));
            }
        };
    }

    /** Says that how a request ends is not known before this is; the line is written then. */
    static <T> CompletableFuture<T> until(Context context, CompletableFuture<T> answer) {
        String template = context.attribute(AccessLog.ROUTE);
        context.attribute(ANSWER, answer);
        return answer.whenComplete((done, failure) -> write(context, String.valueOf(template), outcome(failure)));
    }

    private static String outcome(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof GatewayException refusal) {
            return refusal.code().status() + " " + refusal.code().code();
        }
        return cause == null ? "200" : "500 " + ErrorCode.SERVER_FAULT.code();
    }

    private static void write(Context context, String template, String outcome) {
        String who = context.attribute(WHO);
        String object = context.attribute(OBJECT);
        LOG.info(
                "who {} from {} what {} {} object {} outcome {} request {}",
                who == null ? "-" : quoted(who),
                AuthenticatedCallers.address(context),
                context.req().getMethod(),
                template,
                quoted(object == null ? context.path() : object),
                outcome,
                RequestId.of(ServletContextRequest.getServletContextRequest(context.req())));
    }

    /** A name can hold what looks like the next field, but not the end of a quotation. */
    private static String quoted(String text) {
        return '"' + Quoted.value(text).replace("\"", "\\\"") + '"';
    }
}
