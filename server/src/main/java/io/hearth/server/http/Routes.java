package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.server.auth.Caller;
import io.hearth.server.auth.Role;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
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
    private final List<String> all = new ArrayList<>();

    Routes(RoutesConfig target, Callers callers, BodyReader bodyReader) {
        this.target = target;
        this.callers = callers;
        this.bodyReader = bodyReader;
    }

    /** An address whose handlers are called once the caller is known and may do what the method does. */
    void guarded(String template, Map<String, Guarded> handlers) {
        mixed(template, Map.of(), handlers);
    }

    /** An address that has methods of both kinds. */
    void mixed(String template, Map<String, Handler> forAll, Map<String, Guarded> handlers) {
        Map<String, Handler> open = new TreeMap<>(forAll);
        handlers.forEach((method, guarded) -> open.put(method, context -> {
            Body body = new Body(bodyReader, context.req());
            Caller caller = callers.of(context, body);
            AuditLog.who(context, caller.user());
            Exchange exchange = new Exchange(context, caller, callers, body);
            guarded.access().check(exchange);
            guarded.handler().handle(exchange);
        }));
        open(template, open);
    }

    /**
     * What takes content of any size, for who may run code in the path's project. Who is calling is found out before any of it
     * is kept, save where the proof is a signature that covers it.
     */
    Handler streamed(ContentReader reader, StreamHandler handler) {
        return context -> {
            try (StreamedContent content = reader.content(context.req())) {
                Caller caller = callers.of(context, content);
                AuditLog.who(context, caller.user());
                Exchange exchange = new Exchange(context, caller, callers, new Body(bodyReader, context.req()));
                exchange.requireRole(Role.DEVELOPER);
                handler.handle(exchange, content);
            }
        };
    }

    /** An address that anyone may ask. */
    void open(String template, Map<String, ? extends Handler> handlers) {
        Map<String, Handler> known = new TreeMap<>();
        handlers.forEach((method, handler) ->
                known.put(method, method.equals("GET") ? handler : AuditLog.around(template, handler)));
        Handler get = known.get("GET");
        if (get != null) {
            known.put("HEAD", get);
        }
        handlers.keySet().forEach(method -> all.add(method + " " + template));
        String allowed = String.join(", ", known.keySet());
        for (HandlerType method : METHODS) {
            Handler handler = known.getOrDefault(method.name(), context -> refuse(context, allowed));
            target.addHttpHandler(method, template, context -> {
                context.attribute(AccessLog.ROUTE, template);
                handler.handle(context);
            });
        }
    }

    /** Every method and template, as {@code GET /q/health}. */
    List<String> all() {
        return List.copyOf(all);
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

    /** What an address does with content that comes with a request. */
    interface StreamHandler {
        void handle(Exchange exchange, StreamedContent content) throws Exception;
    }

    /** Asks whether a caller may. */
    interface Access {
        void check(Exchange exchange);
    }

    /** A handler, and who it is for. */
    record Guarded(Access access, ExchangeHandler handler) {}

    /** For every caller that is known. */
    static Guarded anyone(ExchangeHandler handler) {
        return new Guarded(exchange -> {}, handler);
    }

    /** For who may look at the path's project. */
    static Guarded viewer(ExchangeHandler handler) {
        return new Guarded(exchange -> exchange.requireRole(Role.VIEWER), handler);
    }

    /** For who may run code in the path's project. */
    static Guarded developer(ExchangeHandler handler) {
        return new Guarded(exchange -> exchange.requireRole(Role.DEVELOPER), handler);
    }

    /** For who administers the path's project. */
    static Guarded admin(ExchangeHandler handler) {
        return new Guarded(exchange -> exchange.requireRole(Role.ADMIN), handler);
    }

    /** For who administers users and projects. */
    static Guarded systemAdmin(ExchangeHandler handler) {
        return new Guarded(Exchange::requireSystemAdmin, handler);
    }
}
