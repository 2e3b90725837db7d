package io.hearth.server.http;

import io.javalin.http.Context;

/** Finds out who makes a request, before its handler runs; throws a GatewayException to refuse it. */
interface Callers {

    /** Everyone is nobody in particular: the loopback address is all that protects the gateway. */
    Callers ANONYMOUS = request -> Caller.ANONYMOUS;

    Caller of(Context request);
}
