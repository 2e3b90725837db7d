package io.hearth.server.launch;

import io.hearth.api.channel.DriverSpec;
import io.hearth.server.error.GatewayException;
import io.hearth.server.objects.OutputArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes over what drivers that are gone did not come to carry away of long outputs. */
final class LeftOutputs {

    private static final Logger LOG = LoggerFactory.getLogger(LeftOutputs.class);
    private static final int PIECE_BYTES = 1 << 20;

    private final OutputArchive outputs;
    private final long shownBytes;

    /** @param shownBytes what is no longer stands in the statement's row */
    LeftOutputs(OutputArchive outputs, long shownBytes) {
        this.outputs = outputs;
        this.shownBytes = shownBytes;
    }

    /**
     * Takes the rest of every statement's output. The driver's process must be gone. What cannot be taken is logged.
     *
     * @throws GatewayException UNAVAILABLE when it is to be tried again later
     */
    void take(Path workDirectory, String sessionId) {
        try {
            for (Path file : PrivateFiles.children(workDirectory)) {
                OptionalInt statement = DriverSpec.outputOf(sessionId, String.valueOf(file.getFileName()));
                if (statement.isPresent()) {
                    take(file, sessionId, statement.getAsInt());
                }
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof GatewayException forNow && GatewayException.isForNow(e)) {
                throw forNow;
            }
            // Not the next one either: code of users could have made any number of files of which none can be kept.
            LOG.warn("what statements of session {} printed is not kept to its end", sessionId, e);
        }
    }

    private void take(Path file, String sessionId, int statement) throws IOException {
        Optional<LeftFile> found = LeftFile.open(file);
        if (found.isEmpty()) {
            return;
        }
        try (LeftFile left = found.get()) {
            if (left.size() > shownBytes) {
                take(left, sessionId, statement);
            }
        }
    }

    private void take(LeftFile left, String sessionId, int statement) throws IOException {
        long from = outputs.length(sessionId, statement);
        long end = Math.min(left.size(), from + outputs.room(sessionId, statement));
        while (from < end) {
            byte[] piece = left.read(from, (int) Math.min(PIECE_BYTES, end - from));
            outputs.append(sessionId, statement, from, piece);
            // A gateway that was still busy with the driver's own last piece may have been quicker.
            long after = outputs.length(sessionId, statement);
            if (after <= from) {
                throw new IOException("the file has become shorter");
            }
            from = after;
        }
    }
}
