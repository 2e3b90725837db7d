package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Refuses what a web page of someone else makes a browser send: across origins ({@code Origin}), and on a loopback address
 * by a name that resolves to it ({@code Host}). Who listens publicly cannot know its names, so there any is taken.
 *
 * @param names the hosts that are this server's own, as they stand in URLs; empty for any
 * @param publicUrl what callers may name, and pages come from
 * @param gatewayUrl what drivers and other gateways may name
 */
record OwnAddresses(String scheme, List<String> names, Optional<URI> publicUrl, Optional<URI> gatewayUrl) {

    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "[::1]");

    static OwnAddresses of(HttpOptions options) {
        List<String> names = new ArrayList<>();
        if (options.host().isLoopback()) {
            names.addAll(LOOPBACK);
            if (!names.contains(options.host().dialled())) {
                names.add(options.host().dialled());
            }
        }
        return new OwnAddresses(options.scheme(), List.copyOf(names), options.publicUrl(), options.gatewayUrl());
    }

    void check(Request request) {
        check(
                Request.getLocalPort(request),
                request.getHeaders().getValuesList(HttpHeader.HOST),
                request.getHeaders().getValuesList(HttpHeader.ORIGIN));
    }

    /** @param port the one that the request came to */
    void check(int port, List<String> hosts, List<String> origins) {
        List<String> pages = names.isEmpty() ? hosts : pages(port);
        List<String> own = new ArrayList<>(pages(port));
        gatewayUrl.ifPresent(url -> own.add(authority(url)));
        boolean isOwn = hosts.size() == 1
                && !hosts.get(0).isEmpty()
                && (names.isEmpty() || own.contains(hosts.get(0).toLowerCase(Locale.ROOT)));
        if (!isOwn) {
            throw new GatewayException(
                    ErrorCode.FORBIDDEN, Message.HOST_NOT_OWN, String.join(", ", hosts), String.join(", ", own));
        }
        for (String origin : origins) {
            boolean isPublic = publicUrl
                    .filter(url -> origin.equalsIgnoreCase(url.toString()))
                    .isPresent();
            if (!isPublic && pages.stream().noneMatch(host -> origin.equalsIgnoreCase(scheme + "://" + host))) {
                throw new GatewayException(ErrorCode.FORBIDDEN, Message.ORIGIN_NOT_OWN, origin);
            }
        }
    }

    private List<String> pages(int port) {
        List<String> hosts = new ArrayList<>();
        names.forEach(name -> hosts.add(name + ":" + port));
        if (port == (scheme.equals("https") ? 443 : 80)) {
            hosts.addAll(names);
        }
        publicUrl.ifPresent(url -> hosts.add(authority(url)));
        return hosts;
    }

    private static String authority(URI url) {
        return url.getRawAuthority().toLowerCase(Locale.ROOT);
    }
}
