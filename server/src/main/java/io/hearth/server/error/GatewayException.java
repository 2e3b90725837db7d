package io.hearth.server.error;

import io.hearth.api.ErrorCode;
import java.util.List;

/** A request that cannot be served, with the reason a caller is told. */
public final class GatewayException extends RuntimeException {

    private final ErrorCode code;
    private final Message message;
    private final transient List<Object> arguments;

    /** @param arguments what the message names, in its order: fields, values and what would be right */
    public GatewayException(ErrorCode code, Message message, Object... arguments) {
        this.code = code;
        this.message = message;
        this.arguments = List.of(arguments);
    }

    /** A parameter that is not valid, the most frequent no of all. */
    public static GatewayException invalid(Message message, Object... arguments) {
        return new GatewayException(ErrorCode.INVALID_PARAMETER, message, arguments);
    }

    public ErrorCode code() {
        return code;
    }

    /** The sentence for the caller. */
    public String messageIn(Language language) {
        return message.format(language, arguments);
    }

    @Override
    public String getMessage() {
        return code.code() + ": " + messageIn(Language.ENGLISH);
    }
}
