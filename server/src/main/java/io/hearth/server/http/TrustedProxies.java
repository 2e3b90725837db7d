package io.hearth.server.http;

import io.hearth.server.config.AddressRange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Gives a request that came through trusted proxies the address of who sent it to them. Each proxy adds to
 * {@code X-Forwarded-For} whom it heard, so the list is read from its end, and what stands before the first address that is
 * no trusted proxy is only what a stranger says.
 */
record TrustedProxies(List<AddressRange> ranges) implements HttpConfiguration.Customizer {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        SocketAddress peer = request.getConnectionMetaData().getRemoteSocketAddress();
        if (!(peer instanceof InetSocketAddress socket) || socket.getAddress() == null) {
            return request;
        }
        InetAddress sender = sender(
                socket.getAddress(), String.join(",", request.getHeaders().getValuesList(FORWARDED_FOR)));
        return sender.equals(socket.getAddress()) ? request : new FromElsewhere(request, sender);
    }

    /** @param forwarded the addresses of the header, with commas between them; what is none ends the list */
    InetAddress sender(InetAddress peer, String forwarded) {
        List<String> hops = new ArrayList<>(List.of(forwarded.split(",", -1)));
        Collections.reverse(hops);
        InetAddress sender = peer;
        for (String hop : hops) {
            Optional<InetAddress> before = AddressRange.address(hop.strip());
            if (!isTrusted(sender) || before.isEmpty()) {
                return sender;
            }
            sender = before.get();
        }
        return sender;
    }

    private boolean isTrusted(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static final class FromElsewhere extends Request.Wrapper {

        private final ConnectionMetaData connection;

        FromElsewhere(Request request, InetAddress sender) {
            super(request);
            // A proxy does not say the port.
            InetSocketAddress address = new InetSocketAddress(sender, 0);
            connection = new ConnectionMetaData.Wrapper(request.getConnectionMetaData()) {
                @Override
                public SocketAddress getRemoteSocketAddress() {
                    return address;
                }
            };
        }

        @Override
        public ConnectionMetaData getConnectionMetaData() {
            return connection;
        }
    }
}
