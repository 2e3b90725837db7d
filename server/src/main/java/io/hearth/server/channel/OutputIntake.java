package io.hearth.server.channel;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.error.NoSpace;
import io.hearth.server.objects.OutputArchive;
import io.hearth.server.session.DriverDesk;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what drivers bring into the archive. What they bring is of users: it is bounded here, whatever they say. */
public final class OutputIntake implements OutputEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(OutputIntake.class);

    private final DriverDesk desk;
    private final OutputArchive archive;

    public OutputIntake(DriverDesk desk, OutputArchive archive) {
        this.desk = desk;
        this.archive = archive;
    }

    @Override
    public long length(String driverId, String secret, String sessionId, int statement) {
        if (!desk.admits(driverId, secret)) {
            throw new GatewayException(ErrorCode.NOT_AUTHENTICATED, Message.DRIVER_REFUSED);
        }
        if (!desk.isStatementOf(driverId, sessionId, statement)) {
            throw new GatewayException(ErrorCode.NOT_FOUND, Message.NO_SUCH_STATEMENT, statement, sessionId);
        }
        return archive.length(sessionId, statement);
    }

    @Override
    public void requireRoom(String sessionId, int statement, long bytes) {
        long room = archive.room(sessionId, statement);
        if (bytes > room) {
            throw new GatewayException(ErrorCode.BODY_TOO_LARGE, Message.OUTPUT_QUOTA_USED, bytes, room);
        }
    }

    @Override
    public long append(String sessionId, int statement, long from, Path piece, long bytes) {
        try {
            archive.append(sessionId, statement, from, piece, bytes);
        } catch (IOException e) {
            LOG.warn("what statement {} of session {} printed cannot be kept now", statement, sessionId, e);
            throw NoSpace.refusal(Message.OBJECTS_UNREACHABLE.with(), e);
        }
        return archive.length(sessionId, statement);
    }
}
