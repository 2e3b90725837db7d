package io.hearth.server.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses that begin with the same bits, in CIDR notation (RFC 4632): {@code 10.0.0.0/8}, {@code fd00::/8}; one address
 * alone is the range of itself. An IPv4 address that is written as an IPv6 one ({@code ::ffff:10.0.0.1}) is the IPv4 address.
 */
public record AddressRange(InetAddress first, int prefixBits) {

    private static final Pattern DOTTED = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
    private static final Pattern COLONS = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    /** @throws IllegalArgumentException when it is no range, or bits beyond its prefix are set */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        InetAddress first = address(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException("not an address: " + text));
        int bits = first.getAddress().length * Byte.SIZE;
        int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("not a prefix of %d bits: %s".formatted(bits, text));
        }
        for (int bit = prefix; bit < bits; bit++) {
            if (isSet(first.getAddress(), bit)) {
                throw new IllegalArgumentException("bits are set beyond the prefix: " + text);
            }
        }
        return new AddressRange(first, prefix);
    }

    /** An address as it is written in numbers; empty for anything else. No name is ever looked up. */
    public static Optional<InetAddress> address(String text) {
        if (!DOTTED.matcher(text).matches() && !COLONS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress address) {
        byte[] wanted = first.getAddress();
        byte[] given = address.getAddress();
        if (wanted.length != given.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit++) {
            if (isSet(wanted, bit) != isSet(given, bit)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSet(byte[] bytes, int bit) {
        return (bytes[bit / Byte.SIZE] & (0x80 >> bit % Byte.SIZE)) != 0;
    }
}
