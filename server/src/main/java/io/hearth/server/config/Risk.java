package io.hearth.server.config;

import java.util.Locale;

/** What a gateway calls an error at each start, until {@code readiness.accept} names it. Written with dashes. */
public enum Risk {
    /** Secrets go over a network in the clear. It stops the start. */
    PLAIN_HTTP,
    /** Code of one user runs with the rights of the gateway, and so with those of every other user. */
    SHARED_ACCOUNT,
    /** Several gateways may share the database, but not the folder with the bytes it speaks of. */
    UNSHARED_OBJECTS;

    /** As it is written in settings and logs. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
