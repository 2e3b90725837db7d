package io.hearth.server.fetch;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.Message;
import io.hearth.server.fetch.FetchFailure.Outlook;
import io.hearth.server.objects.SpoolFile;
import io.hearth.server.packages.Fetcher;
import io.hearth.server.packages.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** Fetches from wherever, within its time, and again when what went wrong may pass. */
public final class SourceFetcher implements Fetcher {

    private static final int MOST_ATTEMPTS = 3;

    private final WebFetcher web;
    private final ObjectFetcher objects;
    private final FileFetcher files;
    private final ScheduledExecutorService timer;
    private final Duration firstPause;
    private final Set<Abort> running = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    private SourceFetcher(
            WebFetcher web, ObjectFetcher objects, FileFetcher files, ScheduledExecutorService timer, Duration pause) {
        this.web = web;
        this.objects = objects;
        this.files = files;
        this.timer = timer;
        this.firstPause = pause;
    }

    /**
     * @param trust whom to believe who they are; asked when it is first needed
     * @param timer ends fetches whose time is over
     * @param firstPause before the second attempt; each further one is twice as long
     */
    public static SourceFetcher of(
            FetchOptions options, Supplier<SSLContext> trust, ScheduledExecutorService timer, Duration firstPause) {
        return new SourceFetcher(
                new WebFetcher(new AddressGuard(options.allowed()), new WebConnections(options.idle(), trust)),
                new ObjectFetcher(options.store(), options.ownPlace(), options.idle()),
                new FileFetcher(options.folders()),
                timer,
                firstPause);
    }

    @Override
    public void fetch(Source source, SpoolFile into, Duration within) throws IOException {
        Abort abort = new Abort();
        running.add(abort);
        if (closed.get()) {
            abort.abort();
        }
        ScheduledFuture<?> end = timer.schedule(abort::abort, within.toNanos(), TimeUnit.NANOSECONDS);
        try {
            attempts(source, into, abort);
        } catch (FetchFailure e) {
            throw (abort.isAborted() ? overdue(within) : e).about(source);
        } finally {
            end.cancel(false);
            running.remove(abort);
        }
    }

    private void attempts(Source source, SpoolFile into, Abort abort) throws FetchFailure, IOException {
        Duration pause = firstPause;
        for (int attempt = 1; ; attempt++) {
            try {
                once(source, into, abort);
                return;
            } catch (FetchFailure e) {
                if (e.outlook() == Outlook.LASTING || attempt == MOST_ATTEMPTS || abort.isAborted()) {
                    throw e;
                }
            }
            abort.await(pause);
            pause = pause.multipliedBy(2);
            into.restart();
        }
    }

    private void once(Source source, SpoolFile into, Abort abort) throws FetchFailure, IOException {
        if (source instanceof Source.Web address) {
            web.fetch(address, into, abort);
        } else if (source instanceof Source.StoredObject object) {
            objects.fetch(object, into, abort);
        } else if (source instanceof Source.LocalFile file) {
            files.fetch(file, into);
        }
    }

    private static FetchFailure overdue(Duration within) {
        return FetchFailure.lasting(ErrorCode.TIMED_OUT, Message.WHY_FETCH_TIME, within.toMillis());
    }

    @Override
    public void close() {
        closed.set(true);
        running.forEach(Abort::abort);
    }
}
