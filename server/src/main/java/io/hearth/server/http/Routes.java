package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The addresses of the gateway. A method that an address does not know is refused there, naming those it knows. */
final class Routes {

    private static final List<HandlerType> METHODS = List.of(
            HandlerType.GET,
            HandlerType.HEAD,
            HandlerType.POST,
            HandlerType.PUT,
            HandlerType.PATCH,
            HandlerType.DELETE,
            HandlerType.OPTIONS);

    private final RoutesConfig target;
    private final Callers callers;
    private final BodyReader bodyReader;

    Routes(RoutesConfig target, Callers callers, BodyReader bodyReader) {
        this.target = target;
        this.callers = callers;
        this.bodyReader = bodyReader;
    }

    /** An address of the contract: its handlers are called once the caller is known. */
    void guarded(String template, Map<String, ExchangeHandler> handlers) {
        Map<String, Handler> open = new TreeMap<>();
        handlers.forEach((method, handler) ->
                open.put(method, context -> handler.handle(new Exchange(context, callers.of(context), bodyReader))));
        open(template, open);
    }

    /** An address that anyone may ask. */
    void open(String template, Map<String, ? extends Handler> handlers) {
        Map<String, Handler> known = new TreeMap<>(handlers);
        Handler get = known.get("GET");
        if (get != null) {
            known.put("HEAD", get);
        }
        String allowed = String.join(", ", known.keySet());
        for (HandlerType method : METHODS) {
            Handler handler = known.getOrDefault(method.name(), context -> refuse(context, allowed));
            target.addHttpHandler(method, template, context -> {
                context.attribute(AccessLog.ROUTE, template);
                handler.handle(context);
            });
        }
    }

    private static void refuse(Context context, String allowed) {
        context.header("Allow", allowed);
        throw new GatewayException(
                ErrorCode.METHOD_NOT_ALLOWED,
                Message.METHOD_NOT_ALLOWED,
                context.req().getMethod(),
                context.path(),
                allowed);
    }

    /** What a guarded address does with a request. */
    interface ExchangeHandler {
        void handle(Exchange exchange) throws Exception;
    }
}
