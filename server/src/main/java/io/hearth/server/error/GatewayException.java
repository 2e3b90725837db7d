package io.hearth.server.error;

import io.hearth.api.ErrorCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that cannot be served, with the reason a caller is told. */
public final class GatewayException extends RuntimeException {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final ErrorCode code;
    private final Message message;
    private final transient List<Object> arguments;
    private final @Nullable Duration retryAfter;

    /** @param arguments what the message names, in its order: fields, values and what would be right */
    public GatewayException(ErrorCode code, Message message, Object... arguments) {
        this(code == ErrorCode.UNAVAILABLE ? SOON : null, code, message, arguments);
    }

    private GatewayException(@Nullable Duration retryAfter, ErrorCode code, Message message, Object... arguments) {
        this.code = code;
        this.message = message;
        this.arguments = List.of(arguments);
        this.retryAfter = retryAfter;
    }

    /** A request that would be served later; the message names the whole seconds to wait as its last argument. */
    public static GatewayException tooManyRequests(Duration retryAfter, Message message, Object... arguments) {
        Duration wait =
                Duration.ofSeconds(Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds()));
        Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = wait.toSeconds();
        return new GatewayException(wait, ErrorCode.TOO_MANY_REQUESTS, message, all);
    }

    /** A caller who is not who they say, or says nothing. */
    public static GatewayException notAuthenticated(Message message, Object... arguments) {
        return new GatewayException(ErrorCode.NOT_AUTHENTICATED, message, arguments);
    }

    /** A parameter that is not valid, the most frequent no of all. */
    public static GatewayException invalid(Message message, Object... arguments) {
        return new GatewayException(ErrorCode.INVALID_PARAMETER, message, arguments);
    }

    /** Whether a failure only says that a part is out of reach or full for now, so that the same may succeed later. */
    public static boolean isForNow(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof GatewayException told) {
                return told.code == ErrorCode.UNAVAILABLE;
            }
        }
        return false;
    }

    public ErrorCode code() {
        return code;
    }

    /** After how many whole seconds the same request may succeed, for {@code Retry-After}; empty when waiting is no help. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
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
