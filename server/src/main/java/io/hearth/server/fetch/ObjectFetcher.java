package io.hearth.server.fetch;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.Message;
import io.hearth.server.objects.AbortableStream;
import io.hearth.server.objects.S3Connection;
import io.hearth.server.objects.S3Failure;
import io.hearth.server.objects.SpoolFile;
import io.hearth.server.packages.Source;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes objects from the configured store, with the gateway's own key. Thread-safe. */
final class ObjectFetcher {

    private static final Logger LOG = LoggerFactory.getLogger(ObjectFetcher.class);

    private final Optional<S3Connection> connection;
    private final Optional<OwnPlace> own;
    private final Duration idle;

    /** @param own where the gateway itself keeps objects of all projects, which are nobody's to fetch */
    ObjectFetcher(Optional<S3Connection> connection, Optional<OwnPlace> own, Duration idle) {
        this.connection = connection;
        this.own = own;
        this.idle = idle;
    }

    void fetch(Source.StoredObject source, SpoolFile into, Abort abort) throws FetchFailure, IOException {
        S3Connection store =
                connection.orElseThrow(() -> FetchFailure.lasting(ErrorCode.NOT_SUPPORTED, Message.WHY_FETCH_NO_STORE));
        if (own.filter(place -> place.holds(source.bucket(), source.key())).isPresent()) {
            throw FetchFailure.lasting(ErrorCode.NO_FILE_PERMISSION, Message.WHY_FETCH_OWN_STORE);
        }
        AbortableStream found = open(store, source);
        abort.watch(found::abort);
        try (found) {
            Copying.copy(found, into, this::unreadable);
        }
    }

    private AbortableStream open(S3Connection store, Source.StoredObject source) throws FetchFailure {
        Optional<AbortableStream> found;
        try {
            found = store.open(source.bucket(), source.key());
        } catch (IOException e) {
            throw failure(source, e);
        }
        return found.orElseThrow(
                () -> FetchFailure.lasting(ErrorCode.REFERENCE_NOT_FOUND, Message.WHY_FETCH_NO_OBJECT));
    }

    /** What the store says is for the operator: it can name hosts and keys. Its client has tried more than once already. */
    private static FetchFailure failure(Source.StoredObject source, IOException failure) {
        if (failure instanceof S3Failure told && told.reason() == S3Failure.Reason.FORBIDDEN) {
            return FetchFailure.lasting(ErrorCode.NO_FILE_PERMISSION, Message.WHY_FETCH_NO_ACCESS);
        }
        LOG.warn("{} cannot be fetched", source.shown(), failure);
        return FetchFailure.lasting(ErrorCode.NOT_AVAILABLE, Message.WHY_FETCH_STORE);
    }

    private FetchFailure unreadable(IOException failure) {
        return failure instanceof SocketTimeoutException || failure.getCause() instanceof SocketTimeoutException
                ? FetchFailure.lasting(ErrorCode.TIMED_OUT, Message.WHY_FETCH_IDLE, idle.toMillis())
                : FetchFailure.passing(ErrorCode.NOT_AVAILABLE, Message.WHY_FETCH_STORE);
    }
}
