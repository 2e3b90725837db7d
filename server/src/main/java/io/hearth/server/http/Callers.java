package io.hearth.server.http;

import io.hearth.server.auth.Caller;
import io.javalin.http.Context;

/** Finds out who makes a request, before its handler runs; throws a GatewayException to refuse it. Thread-safe. */
interface Callers {

    /** @param content read only where the proof covers it */
    Caller of(Context request, SignedContent content);

    /** Whether there is such a project; its callers' roles are theirs to tell. */
    boolean isProject(String id);
}
