package io.hearth.server.http;

import org.jspecify.annotations.Nullable;

/**
 * Who makes a request.
 *
 * @param user name of the user; null for an anonymous caller
 */
record Caller(@Nullable String user) {

    static final Caller ANONYMOUS = new Caller(null);
}
