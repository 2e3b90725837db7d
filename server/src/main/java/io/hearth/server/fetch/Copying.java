package io.hearth.server.fetch;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.Message;
import io.hearth.server.objects.SpoolFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/** Takes content over, and tells apart what could not be read there from what could not be written here. */
final class Copying {

    private static final int STEP = 64 << 10;

    private Copying() {}

    /**
     * @param unreadable says what it means that the content cannot be read
     * @throws IOException when it cannot be written
     */
    static void copy(InputStream content, SpoolFile into, Function<IOException, FetchFailure> unreadable)
            throws FetchFailure, IOException {
        byte[] step = new byte[STEP];
        for (int count = read(content, step, unreadable); count >= 0; count = read(content, step, unreadable)) {
            if (!into.write(step, 0, count)) {
                throw tooLarge(into);
            }
        }
    }

    private static int read(InputStream content, byte[] step, Function<IOException, FetchFailure> unreadable)
            throws FetchFailure {
        try {
            return content.read(step);
        } catch (IOException e) {
            throw unreadable.apply(e);
        }
    }

    static FetchFailure tooLarge(SpoolFile into) {
        return FetchFailure.lasting(ErrorCode.LIMIT_REACHED, Message.WHY_FETCH_TOO_LARGE, into.maxBytes());
    }
}
