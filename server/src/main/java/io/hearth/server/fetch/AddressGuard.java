package io.hearth.server.fetch;

import io.hearth.api.ErrorCode;
import io.hearth.server.config.AddressRange;
import io.hearth.server.config.FetchTarget;
import io.hearth.server.error.Message;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says which addresses a host may be reached at: public ones, and those that the operator lists. It goes by the addresses that
 * the system's resolver gives, and who connects must use these and ask nobody again. Thread-safe.
 */
final class AddressGuard {

    /** What the internet does not route, or routes to somewhere near (IANA's special-purpose registries). */
    private static final List<AddressRange> NOT_PUBLIC = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20")
            .map(AddressRange::parse)
            .toList();

    /** Of IPv6 only this was ever given out for use on the internet: mapped, translated and local forms are all outside. */
    private static final AddressRange GLOBAL_IPV6 = AddressRange.parse("2000::/3");

    private final List<FetchTarget> allowed;

    /** @param allowed what is reached though it is not public */
    AddressGuard(List<FetchTarget> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /** The addresses of a host that may be reached, at least one. */
    List<InetAddress> addresses(String host, int port) throws FetchFailure {
        InetAddress[] all;
        try {
            all = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw FetchFailure.lasting(ErrorCode.NOT_AVAILABLE, Message.WHY_FETCH_NO_HOST, host);
        }
        List<InetAddress> reachable = Stream.of(all)
                .filter(address -> isPublic(address) || isAllowed(host, address, port))
                .toList();
        if (reachable.isEmpty()) {
            throw FetchFailure.lasting(ErrorCode.NO_FILE_PERMISSION, Message.WHY_FETCH_NOT_ALLOWED, host + ":" + port);
        }
        return reachable;
    }

    private boolean isAllowed(String host, InetAddress address, int port) {
        return allowed.stream().anyMatch(target -> target.allows(host, address, port));
    }

    static boolean isPublic(InetAddress address) {
        boolean global = !(address instanceof Inet6Address) || GLOBAL_IPV6.contains(address);
        return global && NOT_PUBLIC.stream().noneMatch(range -> range.contains(address));
    }
}
