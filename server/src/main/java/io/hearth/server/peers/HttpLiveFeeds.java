package io.hearth.server.peers;

import io.hearth.server.session.LiveFeeds;
import io.hearth.server.session.Peer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens to other gateways over HTTP, without a thread for each feed. Thread-safe. */
public final class HttpLiveFeeds implements LiveFeeds {

    private static final Logger LOG = LoggerFactory.getLogger(HttpLiveFeeds.class);
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final int OK = 200;

    private final PeerCalls calls;
    private final ConcurrentMap<String, HttpClient> clients = new ConcurrentHashMap<>();

    public HttpLiveFeeds(PeerCalls calls) {
        this.calls = calls;
    }

    @Override
    public Runnable open(Peer gateway, String projectId, String sessionId, int statement, int from, Receiver receiver) {
        String path = PeerCalls.LIVE_PATH + projectId + "/" + sessionId + "/" + statement;
        Optional<URI> address = calls.address(gateway, path);
        if (address.isEmpty()) {
            receiver.ended();
            return () -> {};
        }
        HttpRequest request = HttpRequest.newBuilder(address.get())
                .header(PeerCalls.PASS_HEADER, calls.pass(gateway, path))
                .header("Last-Event-ID", from + "-running-0")
                .build();
        LiveEvents events = new LiveEvents(sessionId, statement, receiver);
        CompletableFuture<HttpResponse<Void>> exchange = client(gateway)
                .sendAsync(
                        request,
                        answer -> answer.statusCode() == OK
                                ? HttpResponse.BodySubscribers.fromLineSubscriber(events)
                                : HttpResponse.BodySubscribers.discarding());
        CompletableFuture<HttpResponse<Void>> unused = exchange.whenComplete((answer, failure) -> {
            if (failure != null) {
                LOG.debug("gateway {} cannot be listened to", gateway.id(), failure);
            }
            receiver.ended();
        });
        return () -> {
            events.cancel();
            exchange.cancel(true);
        };
    }

    private HttpClient client(Peer gateway) {
        return clients.computeIfAbsent(String.valueOf(gateway.certificate()), certificate -> {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .connectTimeout(CONNECT);
            calls.trust(gateway).ifPresent(builder::sslContext);
            return builder.build();
        });
    }
}
