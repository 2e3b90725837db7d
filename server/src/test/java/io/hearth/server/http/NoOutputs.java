package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.server.channel.OutputEndpoint;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.nio.file.Path;

/** Knows no driver. */
final class NoOutputs implements OutputEndpoint {

    @Override
    public long length(String driverId, String secret, String sessionId, int statement) {
        throw new GatewayException(ErrorCode.NOT_AUTHENTICATED, Message.DRIVER_REFUSED);
    }

    @Override
    public void requireRoom(String sessionId, int statement, long bytes) {
        throw new IllegalStateException("nobody is admitted");
    }

    @Override
    public long append(String sessionId, int statement, long from, Path piece, long bytes) {
        throw new IllegalStateException("nobody is admitted");
    }
}
