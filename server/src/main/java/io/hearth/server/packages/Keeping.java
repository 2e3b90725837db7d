package io.hearth.server.packages;

import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.error.NoSpace;
import io.hearth.server.objects.Contents;
import io.hearth.server.objects.S3Failure;
import io.hearth.server.objects.SpoolFile.Spooled;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts content where it stays. */
final class Keeping {

    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

    private Keeping() {}

    /** @throws GatewayException UNAVAILABLE while the object store is out of reach */
    static void store(Contents contents, Spooled spooled) throws IOException {
        try {
            contents.store(spooled.file(), spooled.sha256());
        } catch (IOException e) {
            if (!(e instanceof S3Failure) && !NoSpace.isBehind(e)) {
                throw e;
            }
            LOG.error("the object store does not keep {}", spooled.sha256(), e);
            throw NoSpace.refusal(Message.OBJECTS_UNREACHABLE.with(), e);
        }
    }
}
