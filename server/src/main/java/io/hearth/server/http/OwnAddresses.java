package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Refuses what a web page of someone else makes a browser send. Callers are not authenticated, so an open loopback port
 * would let any page run code here: by a name that resolves to 127.0.0.1 ({@code Host}), or across origins
 * ({@code Origin}).
 */
final class OwnAddresses {

    private static final List<String> NAMES = List.of("127.0.0.1", "localhost", "[::1]");

    private OwnAddresses() {}

    static void check(Request request) {
        List<String> own = own(Request.getLocalPort(request));
        List<String> hosts = request.getHeaders().getValuesList(HttpHeader.HOST);
        if (hosts.size() != 1 || !own.contains(hosts.get(0).toLowerCase(Locale.ROOT))) {
            throw new GatewayException(
                    ErrorCode.FORBIDDEN, Message.HOST_NOT_OWN, String.join(", ", hosts), String.join(", ", own));
        }
        request.getHeaders().getValuesList(HttpHeader.ORIGIN).forEach(origin -> {
            if (own.stream().noneMatch(address -> origin.equalsIgnoreCase("http://" + address))) {
                throw new GatewayException(ErrorCode.FORBIDDEN, Message.ORIGIN_NOT_OWN, origin);
            }
        });
    }

    private static List<String> own(int port) {
        Stream<String> withPort = NAMES.stream().map(name -> name + ":" + port);
        return (port == 80 ? Stream.concat(withPort, NAMES.stream()) : withPort).toList();
    }
}
