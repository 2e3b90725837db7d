package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.api.channel.Protocol;
import io.hearth.server.channel.ChannelEndpoint;
import io.hearth.server.channel.ChannelListener;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.javalin.config.RoutesConfig;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;

/** Joins WebSockets of drivers to the channel's endpoint. */
final class ChannelBridge {

    private static final String BEARER = "bearer ";

    private final ChannelEndpoint endpoint;
    private final Map<String, ChannelListener> listeners = new ConcurrentHashMap<>();

    ChannelBridge(ChannelEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    void register(RoutesConfig routes) {
        routes.ws(Protocol.PATH, this::listen);
    }

    /** Called before the upgrade, so that a stranger is told no in plain HTTP and never holds a connection. */
    void check(Request request) {
        if (!Protocol.PATH.equals(request.getHttpURI().getPath())) {
            return;
        }
        String driverId = request.getHeaders().get(Protocol.DRIVER_HEADER);
        String secret = secret(request.getHeaders().get(HttpHeader.AUTHORIZATION));
        if (driverId == null || secret == null || !endpoint.admits(driverId, secret)) {
            throw new GatewayException(ErrorCode.NOT_AUTHENTICATED, Message.DRIVER_REFUSED);
        }
    }

    private void listen(WsConfig socket) {
        socket.onConnect(this::open);
        socket.onBinaryMessage(context -> whenOpen(context.sessionId(), listener -> listener.received(context.data())));
        socket.onMessage(context -> context.closeSession(StatusCode.BAD_DATA, "only binary messages"));
        socket.onClose(context -> {
            ChannelListener listener = listeners.remove(context.sessionId());
            if (listener != null) {
                listener.closed();
            }
        });
    }

    private void open(WsConnectContext context) {
        context.session.setIdleTimeout(Duration.ofMillis(3 * Protocol.SILENCE_MILLIS));
        String driverId = Objects.requireNonNull(context.header(Protocol.DRIVER_HEADER));
        String secret = Objects.requireNonNull(secret(context.header("Authorization")));
        endpoint.open(driverId, secret, new JettyConnection(context.session))
                .ifPresentOrElse(
                        listener -> listeners.put(context.sessionId(), listener),
                        () -> context.session.close(StatusCode.POLICY_VIOLATION, "refused", Callback.NOOP));
    }

    private void whenOpen(String sessionId, Consumer<ChannelListener> action) {
        ChannelListener listener = listeners.get(sessionId);
        if (listener != null) {
            action.accept(listener);
        }
    }

    /** What a driver proves itself with; null when the header holds nothing of the kind. */
    static @Nullable String secret(@Nullable String authorization) {
        return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }
}
