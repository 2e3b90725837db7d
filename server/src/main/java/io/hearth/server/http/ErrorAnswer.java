package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Language;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An error as it goes over the wire.
 *
 * @param headers those that come with it
 */
record ErrorAnswer(int status, Map<String, String> headers, String body) {

    private static final String IDENTITY = "/v3/";

    /** @param path of the request: below {@code /v3} errors have Keystone's form */
    static ErrorAnswer of(GatewayException exception, Language language, @Nullable String path) {
        boolean identity = path != null && path.startsWith(IDENTITY);
        String message = exception.messageIn(language);
        ObjectNode json = identity ? keystones(exception.code(), message) : contracts(exception.code(), message);
        return new ErrorAnswer(exception.code().status(), headers(exception), Json.text(json));
    }

    private static ObjectNode contracts(ErrorCode code, String message) {
        return Json.object().put("error_code", code.code()).put("error_msg", message);
    }

    private static ObjectNode keystones(ErrorCode code, String message) {
        ObjectNode json = Json.object();
        json.putObject("error")
                .put("code", code.status())
                .put("message", message)
                .put("title", HttpStatus.getMessage(code.status()));
        return json;
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> headers(GatewayException exception) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", Json.CONTENT_TYPE);
        exception
                .retryAfter()
                .map(Duration::toSeconds)
                .ifPresent(seconds -> headers.put("Retry-After", Long.toString(seconds)));
        if (exception.code() == ErrorCode.NOT_AUTHENTICATED) {
            // Basic is taken, too, but a browser that is told so asks its user in the middle of a page.
            headers.put("WWW-Authenticate", "SDK-HMAC-SHA256");
        }
        return headers;
    }
}
