package io.hearth.server.config;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * An address to listen on, as it was written. Not resolved by any name service: what a name means there may change while
 * the gateway runs, so a name counts as public.
 */
public record BindAddress(String text) {

    static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.[0-9]+\\.[0-9]+\\.[0-9]+|::1");

    private static final Pattern NAME_OR_NUMBERS =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Set<String> ALL = Set.of("0.0.0.0", "::");

    /** @throws IllegalArgumentException for a text that is no address */
    public BindAddress {
        if (!NAME_OR_NUMBERS.matcher(text).matches()) {
            throw new IllegalArgumentException("no address: " + text);
        }
    }

    /** Whether only this machine reaches it. */
    public boolean isLoopback() {
        return LOOPBACK.matcher(text).matches();
    }

    /** What somebody on this machine puts into a URL to reach it: one that stands for all addresses cannot be dialled. */
    public String dialled() {
        if (ALL.contains(text)) {
            return "127.0.0.1";
        }
        return text.contains(":") ? "[" + text + "]" : text;
    }

    @Override
    public String toString() {
        return text;
    }
}
