package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.peers.PeerCalls;
import io.hearth.server.session.Peer;
import io.hearth.server.session.Session;
import io.hearth.server.session.Sessions;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import org.eclipse.jetty.util.URIUtil;
import org.jspecify.annotations.Nullable;

/**
 * The way to the Spark UI of a session: read only, to that UI and nowhere else. Neither the caller's credentials go in nor
 * cookies come out; of the headers, only those listed here pass.
 */
final class UiProxy {

    private static final int CONNECT_MILLIS = 3_000;
    private static final int READ_MILLIS = 30_000;
    private static final List<String> REQUEST_HEADERS =
            List.of("Accept", "Accept-Encoding", "Accept-Language", "If-Modified-Since", "If-None-Match");
    private static final List<String> RESPONSE_HEADERS =
            List.of("Content-Type", "Content-Encoding", "Content-Disposition", "ETag", "Last-Modified");

    /**
     * What a driver serves is its user's word, under the gateway's own address. In an origin of its own it cannot call the
     * gateway with what a browser keeps for that address.
     */
    private static final String SANDBOX = "sandbox allow-scripts allow-forms allow-popups";

    private final Sessions sessions;
    private final PeerParts peers;

    UiProxy(Sessions sessions, PeerParts peers) {
        this.sessions = sessions;
        this.peers = peers;
    }

    void forward(Exchange exchange) throws IOException {
        Session session = sessions.find(exchange.project(), exchange.sessionId());
        Context context = exchange.context();
        String rest = rest(context.path());
        if (rest.isEmpty()) {
            context.redirect(prefix(session) + "/");
            return;
        }
        URI address = address(session);
        requireHarmless(context, rest);
        Optional<Peer> peer = peers.uiPlace().apply(session);
        try {
            if (peer.isPresent()) {
                relay(context, session, peer.get(), rest);
            } else {
                answer(context, connect(context, address, rest), address, prefix(session));
            }
        } catch (IOException e) {
            throw unreachable(session);
        }
    }

    /** The same for another gateway, which knows who it is for. It is never handed on. */
    void forwardHere(Context context) {
        Session session = sessions.find(context.pathParam("project"), context.pathParam("session"));
        String rest = rest(context.path());
        URI address = address(session);
        requireHarmless(context, rest);
        try {
            answer(context, connect(context, address, rest), address, prefix(session));
        } catch (IOException e) {
            throw unreachable(session);
        }
    }

    private void relay(Context context, Session session, Peer peer, String rest) throws IOException {
        String path = PeerCalls.UI_PATH + session.projectId() + "/" + session.id();
        URI base = peers.calls().address(peer, path).orElseThrow(() -> unreachable(session));
        HttpURLConnection connection = connect(context, base, base.getRawPath() + rest);
        peers.calls().trust(peer).ifPresent(trust -> {
            if (connection instanceof HttpsURLConnection encrypted) {
                encrypted.setSSLSocketFactory(trust.getSocketFactory());
                // The certificate is pinned, so a name could add nothing.
                encrypted.setHostnameVerifier((name, tls) -> true);
            }
        });
        connection.setRequestProperty(PeerCalls.PASS_HEADER, peers.calls().pass(peer, path + rest));
        answer(context, connection, base, prefix(session));
    }

    private static String prefix(Session session) {
        return "/v2.0/" + session.projectId() + "/sessions/" + session.id() + "/ui";
    }

    private static GatewayException unreachable(Session session) {
        return new GatewayException(
                ErrorCode.UNAVAILABLE, Message.UNAVAILABLE, Message.SPARK_UI_UNREACHABLE.with(session.id()));
    }

    private static void requireHarmless(Context context, String rest) {
        if (changesSomething(rest)) {
            throw new GatewayException(
                    ErrorCode.METHOD_NOT_ALLOWED, Message.METHOD_NOT_ALLOWED, "kill", context.path(), "GET, HEAD");
        }
    }

    private static URI address(Session session) {
        String address = session.uiAddress();
        if (address == null || session.state().isFinal()) {
            throw none(session);
        }
        try {
            URI uri = new URI(address);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // a driver said so; it is no address
        }
        throw none(session);
    }

    private static GatewayException none(Session session) {
        return new GatewayException(ErrorCode.NOT_FOUND, Message.NO_SPARK_UI, session.id());
    }

    /** Spark ends jobs and stages by a plain GET, which any web page can make a browser send. */
    private static boolean changesSomething(String rest) {
        return List.of(Objects.requireNonNullElse(URIUtil.decodePath(rest), rest)
                        .split("/", -1))
                .contains("kill");
    }

    /** What follows {@code /v2.0/{project}/sessions/{session}/ui}, as it was sent. */
    private static String rest(String path) {
        int at = 0;
        for (int slash = 0; slash < 5 && at >= 0; slash++) {
            at = path.indexOf('/', at + 1);
        }
        return at < 0 ? "" : path.substring(at);
    }

    private static URI target(String address) {
        try {
            return new URI(address);
        } catch (URISyntaxException e) {
            throw GatewayException.invalid(Message.BAD_REQUEST, e.getReason());
        }
    }

    private static HttpURLConnection connect(Context context, URI address, String rest) throws IOException {
        String query = context.queryString();
        URI target = target(
                address.getScheme() + "://" + address.getRawAuthority() + rest + (query == null ? "" : "?" + query));
        HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection(Proxy.NO_PROXY);
        connection.setRequestMethod(context.method().name());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        REQUEST_HEADERS.forEach(name -> {
            String value = context.header(name);
            if (value != null) {
                connection.setRequestProperty(name, value);
            }
        });
        return connection;
    }

    private static void answer(Context context, HttpURLConnection connection, URI address, String prefix)
            throws IOException {
        int status = connection.getResponseCode();
        if (status < 200) {
            throw new IOException("no HTTP answer");
        }
        context.status(status);
        RESPONSE_HEADERS.forEach(name -> {
            String value = connection.getHeaderField(name);
            if (value != null) {
                context.header(name, value);
            }
        });
        context.header("Content-Security-Policy", SANDBOX);
        String location = location(connection.getHeaderField("Location"), address, prefix);
        if (location != null) {
            context.header("Location", location);
        }
        InputStream body = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
        if (body != null) {
            context.result(body);
        }
    }

    /** Where a redirect leads, as the caller reaches it; null when it leads elsewhere. */
    static @Nullable String location(@Nullable String location, URI address, String prefix) {
        if (location == null) {
            return null;
        }
        URI target;
        try {
            target = address.resolve(new URI(location));
        } catch (URISyntaxException e) {
            return null;
        }
        String path = target.getRawPath();
        if (path == null || !Objects.equals(target.getRawAuthority(), address.getRawAuthority())) {
            return null;
        }
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        return (path.startsWith(prefix + "/") ? path : prefix + path) + query;
    }
}
