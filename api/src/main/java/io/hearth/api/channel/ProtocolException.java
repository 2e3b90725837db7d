package io.hearth.api.channel;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The other side said something that is no message of this protocol. */
public final class ProtocolException extends IOException {
    public ProtocolException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
