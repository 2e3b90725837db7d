package io.hearth.server.error;

import io.hearth.api.ErrorCode;
import io.hearth.api.FullDisk;

/** Failures that come from disks that are full. */
public final class NoSpace {

    private NoSpace() {}

    /** Whether a failure comes from a full disk. */
    public static boolean isBehind(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (FullDisk.isIn(at)) {
                return true;
            }
        }
        return false;
    }

    /** What callers are told of a part that could not be reached or has no space left, whichever it was. */
    public static GatewayException refusal(Object part, Throwable failure) {
        return new GatewayException(
                ErrorCode.UNAVAILABLE, isBehind(failure) ? Message.NO_SPACE : Message.UNAVAILABLE, part);
    }
}
