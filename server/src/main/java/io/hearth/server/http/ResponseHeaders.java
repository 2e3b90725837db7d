package io.hearth.server.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** What every response carries, whatever else it is. */
final class ResponseHeaders {

    private ResponseHeaders() {}

    static void set(Request request, Response response) {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(RequestId.HEADER, RequestId.of(request));
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("X-Frame-Options", "SAMEORIGIN");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    }
}
