package io.hearth.server.config;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where packages may be fetched from though it is not public. */
public sealed interface FetchTarget {

    /** @throws IllegalArgumentException for a text that is neither a range nor {@code host:port} */
    static FetchTarget parse(String text) {
        Matcher pair = Place.FORM.matcher(text);
        if (pair.matches() && (text.startsWith("[") || text.indexOf(':') == text.lastIndexOf(':'))) {
            String host = pair.group(1).replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
            int port = Integer.parseInt(pair.group(2));
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("no port: " + text);
            }
            return new Place(host, AddressRange.address(host), port);
        }
        return new Range(AddressRange.parse(text));
    }

    /** Whether it allows a connection to an address that a host stands for. */
    boolean allows(String host, InetAddress address, int port);

    /** Every port of some addresses. */
    record Range(AddressRange range) implements FetchTarget {

        @Override
        public boolean allows(String host, InetAddress address, int port) {
            return range.contains(address);
        }
    }

    /**
     * One port of one host, whatever address it has at the time.
     *
     * @param address where the host is one: any name that stands for it is allowed, too
     */
    record Place(String host, Optional<InetAddress> address, int port) implements FetchTarget {

        private static final Pattern FORM = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+):([0-9]{1,5})");

        @Override
        public boolean allows(String wanted, InetAddress given, int wantedPort) {
            boolean same = address.map(given::equals).orElse(false) || host.equals(wanted.toLowerCase(Locale.ROOT));
            return port == wantedPort && same;
        }
    }
}
