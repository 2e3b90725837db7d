package io.hearth.server.fetch;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.Message;
import io.hearth.server.objects.SpoolFile;
import io.hearth.server.packages.Source;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Fetches by HTTP. Each address, also one that it is redirected to, is checked, and the connection goes to what was checked. No
 * credentials, no cookies, no proxy. Thread-safe.
 */
final class WebFetcher {

    private static final int MOST_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

    private final AddressGuard guard;
    private final WebConnections connections;

    WebFetcher(AddressGuard guard, WebConnections connections) {
        this.guard = guard;
        this.connections = connections;
    }

    void fetch(Source.Web source, SpoolFile into, Abort abort) throws FetchFailure, IOException {
        WebTarget target = WebTarget.of(source.address());
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            Optional<WebTarget> next = request(target, into, abort);
            if (next.isEmpty()) {
                return;
            }
            target = next.get();
        }
        throw FetchFailure.lasting(ErrorCode.NOT_AVAILABLE, Message.WHY_FETCH_REDIRECTS, MOST_REDIRECTS);
    }

    /** Where to go on; empty when the content came. */
    private Optional<WebTarget> request(WebTarget target, SpoolFile into, Abort abort)
            throws FetchFailure, IOException {
        List<InetAddress> addresses = guard.addresses(target.host(), target.port());
        HttpHost host = new HttpHost(target.scheme(), target.host(), target.port());
        BasicClassicHttpRequest request = new BasicClassicHttpRequest("GET", host, target.resource());
        request.setHeader("Accept-Encoding", "identity");
        try (CloseableHttpClient client = connections.open(addresses, abort);
                ClassicHttpResponse response = answer(client, host, request)) {
            if (REDIRECTIONS.contains(response.getCode())) {
                Header location = response.getFirstHeader("Location");
                if (location == null) {
                    throw FetchFailure.lasting(ErrorCode.NOT_AVAILABLE, Message.WHY_FETCH_ANSWER, "Location");
                }
                return Optional.of(target.redirected(location.getValue()));
            }
            requireContent(response.getCode());
            requirePlain(response.getFirstHeader("Content-Encoding"));
            copy(response.getEntity(), into);
            return Optional.empty();
        }
    }

    private ClassicHttpResponse answer(CloseableHttpClient client, HttpHost host, BasicClassicHttpRequest request)
            throws FetchFailure {
        try {
            return client.executeOpen(host, request, null);
        } catch (IOException e) {
            throw connections.failure(e);
        }
    }

    private static void requireContent(int status) throws FetchFailure {
        switch (status) {
            case 200 -> {}
            case 401, 403 ->
                throw FetchFailure.lasting(ErrorCode.NO_FILE_PERMISSION, Message.WHY_FETCH_FORBIDDEN, status);
            case 404, 410 ->
                throw FetchFailure.lasting(ErrorCode.REFERENCE_NOT_FOUND, Message.WHY_FETCH_NOT_THERE, status);
            default ->
                throw PASSING.contains(status)
                        ? FetchFailure.passing(ErrorCode.NOT_AVAILABLE, Message.WHY_FETCH_STATUS, status)
                        : FetchFailure.lasting(ErrorCode.NOT_AVAILABLE, Message.WHY_FETCH_STATUS, status);
        }
    }

    /** It was asked for as it is: what is packed once more would be taken for the content. */
    private static void requirePlain(@Nullable Header encoding) throws FetchFailure {
        if (encoding != null && !encoding.getValue().strip().equalsIgnoreCase("identity")) {
            throw FetchFailure.lasting(
                    ErrorCode.NOT_AVAILABLE, Message.WHY_FETCH_ANSWER, "Content-Encoding: " + encoding.getValue());
        }
    }

    private void copy(@Nullable HttpEntity entity, SpoolFile into) throws FetchFailure, IOException {
        if (entity == null) {
            return;
        }
        if (entity.getContentLength() > into.maxBytes()) {
            throw Copying.tooLarge(into);
        }
        InputStream content;
        try {
            content = entity.getContent();
        } catch (IOException e) {
            throw connections.failure(e);
        }
        Copying.copy(content, into, connections::failure);
    }
}
