package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.peers.PeerCalls;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/** What other gateways ask for on behalf of callers whom they know: no call of the API, and nobody's but a gateway's. */
final class PeerRoutes {

    private static final String LIVE = PeerCalls.LIVE_PATH + "{project}/{session}/{statement}";
    private static final String UI = PeerCalls.UI_PATH + "{project}/{session}";

    private final PeerCalls calls;
    private final StatementHandlers statements;
    private final UiProxy uiProxy;

    PeerRoutes(PeerCalls calls, StatementHandlers statements, UiProxy uiProxy) {
        this.calls = calls;
        this.statements = statements;
        this.uiProxy = uiProxy;
    }

    void register(RoutesConfig routes) {
        add(routes, HandlerType.GET, LIVE, statements::streamToPeer);
        for (HandlerType method : new HandlerType[] {HandlerType.GET, HandlerType.HEAD}) {
            add(routes, method, UI, uiProxy::forwardHere);
            add(routes, method, UI + "/<path>", uiProxy::forwardHere);
        }
    }

    private void add(RoutesConfig routes, HandlerType method, String template, Handler handler) {
        routes.addHttpHandler(method, template, context -> {
            context.attribute(AccessLog.ROUTE, template);
            requirePass(context);
            handler.handle(context);
        });
    }

    private void requirePass(Context context) {
        String pass = context.header(PeerCalls.PASS_HEADER);
        if (pass == null || !calls.isAllowed(pass, context.path())) {
            throw new GatewayException(ErrorCode.NOT_AUTHENTICATED, Message.GATEWAY_REFUSED);
        }
    }
}
