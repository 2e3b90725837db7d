package io.hearth.cli.client;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The gateway refused a call. */
public final class HttpFailure extends RuntimeException {

    private final int status;
    private final String errorCode;

    private HttpFailure(int status, String errorCode, String message) {
        super(message);
        this.status = status;
        this.errorCode = errorCode;
    }

    static HttpFailure of(Exchange exchange) {
        try {
            JsonNode json = exchange.json();
            String code = json.path("error_code").asString("");
            String text = json.path("error_msg").asString("");
            return new HttpFailure(exchange.status(), code, "%s: %s".formatted(code, text));
        } catch (JacksonException e) {
            return new HttpFailure(exchange.status(), "", "HTTP %d: %s".formatted(exchange.status(), exchange.body()));
        }
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The contract's code, for example {@code DLI.0023}; empty when the body was not the contract's. */
    public String errorCode() {
        return errorCode;
    }
}
