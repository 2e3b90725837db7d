package io.hearth.server.packages;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Language;
import io.hearth.server.error.Message;
import io.hearth.server.objects.Contents;
import io.hearth.server.objects.Spool;
import io.hearth.server.objects.SpoolFile;
import io.hearth.server.packages.PackageMeter.Outcome;
import io.hearth.server.packages.PackageMeter.Way;
import io.hearth.server.packages.StoredPackage.Content;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches packages, for callers who wait and for those who do not, on threads of its own: a slow server holds up neither other
 * calls nor, beyond what is allowed at once, other fetches. Thread-safe.
 */
final class Uploads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
    private static final Duration COME_BACK = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration RECORD_PAUSE = Duration.ofSeconds(1);

    private final PackageDesk desk;
    private final Fetcher fetcher;
    private final Spool spool;
    private final Contents contents;
    private final PackageLimits limits;
    private final PackageMeter meter;
    private final Supplier<String> ids;
    private final FetchingGateways gateways;
    private final ExecutorService awaited;
    private final ExecutorService unattended;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch closing = new CountDownLatch(1);

    /**
     * @param awaited rejects what is more than may run at once
     * @param unattended keeps what is more for later
     */
    Uploads(
            PackageDesk desk,
            Fetcher fetcher,
            Spool spool,
            Contents contents,
            PackageLimits limits,
            PackageMeter meter,
            Supplier<String> ids,
            FetchingGateways gateways,
            ExecutorService awaited,
            ExecutorService unattended) {
        this.desk = desk;
        this.fetcher = fetcher;
        this.spool = spool;
        this.contents = contents;
        this.limits = limits;
        this.meter = meter;
        this.ids = ids;
        this.gateways = gateways;
        this.awaited = awaited;
        this.unattended = unattended;
    }

    CompletableFuture<UploadResult> upload(String projectId, Uploader uploader, UploadRequest request) {
        List<Source> sources = UploadRules.check(request);
        desk.requireMayWrite(
                sources.stream()
                        .map(source -> new PackagePlace(projectId, request.group(), source.name()))
                        .toList(),
                uploader);
        return switch (request.mode()) {
            case SYNCHRONOUS -> now(projectId, uploader, request, sources);
            case ASYNCHRONOUS -> CompletableFuture.completedFuture(later(projectId, uploader, request, sources));
        };
    }

    private CompletableFuture<UploadResult> now(
            String projectId, Uploader uploader, UploadRequest request, List<Source> sources) {
        CompletableFuture<UploadResult> result = new CompletableFuture<>();
        try {
            awaited.execute(() -> {
                try {
                    result.complete(fetchAll(projectId, uploader, request, sources));
                } catch (IOException | RuntimeException | Error e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            throw closed.get() ? stopping() : GatewayException.tooManyRequests(COME_BACK, Message.TOO_MANY_FETCHES);
        }
        return result;
    }

    private UploadResult fetchAll(String projectId, Uploader uploader, UploadRequest request, List<Source> sources)
            throws IOException {
        long deadline = System.nanoTime() + limits.fetchTime().toNanos();
        Map<String, Content> fetched = new LinkedHashMap<>();
        for (Source source : sources) {
            Duration rest = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
            fetched.put(source.name(), fetch(source, rest, request.tags()));
        }
        UploadResult result =
                desk.publish(projectId, request.group(), request.kind(), UploadMode.SYNCHRONOUS, uploader, fetched);
        fetched.values().forEach(content -> meter.ended(Way.FETCH, Outcome.READY, content.bytes()));
        return result;
    }

    private UploadResult later(String projectId, Uploader uploader, UploadRequest request, List<Source> sources) {
        Map<String, PendingUpload> uploads = new LinkedHashMap<>();
        sources.forEach(source -> uploads.put(
                source.name(),
                new PendingUpload(ids.get(), source.path(), request.kind(), request.tags(), gateways.self())));
        UploadResult result = desk.begin(projectId, request.group(), uploader, uploads);
        uploads.forEach((name, upload) -> enqueue(new PackagePlace(projectId, request.group(), name), upload));
        return result;
    }

    /** Takes up what gateways left unfinished that live no more. */
    void resume() {
        List<StoredPackage> others = desk.uploading().stream()
                .filter(stored -> stored.upload() != null
                        && !gateways.self().equals(stored.upload().gateway()))
                .toList();
        if (others.isEmpty()) {
            return;
        }
        // Asked now: whoever began to fetch any of these was there before.
        Set<String> alive = gateways.alive().get();
        for (StoredPackage stored : others) {
            PendingUpload upload = stored.upload();
            if (upload != null
                    && (upload.gateway() == null || !alive.contains(upload.gateway()))
                    && desk.claim(stored.place(), upload, gateways.self())) {
                LOG.info("goes on to fetch package {} of project {}", stored.fullName(), stored.projectId());
                enqueue(stored.place(), upload);
            }
        }
    }

    private void enqueue(PackagePlace place, PendingUpload upload) {
        try {
            unattended.execute(() -> fetchUnattended(place, upload));
        } catch (RejectedExecutionException e) {
            LOG.info("the next start goes on to fetch package {}: this gateway is stopping", place.fullName());
        }
    }

    private void fetchUnattended(PackagePlace place, PendingUpload upload) {
        if (closed.get()) {
            return;
        }
        try {
            Source source = SourceReader.read("path", upload.path());
            Content content = fetch(source, limits.fetchTime(), upload.tags());
            boolean published = recorded(() -> desk.finish(place, upload, content));
            meter.ended(Way.FETCH, published ? Outcome.READY : Outcome.SUPERSEDED, content.bytes());
        } catch (GatewayException e) {
            fail(place, upload, e.messageIn(Language.ENGLISH));
        } catch (IOException | RuntimeException e) {
            LOG.error("package {} of project {} was not stored", place.fullName(), place.projectId(), e);
            fail(place, upload, "The gateway could not store it; its log says why");
        }
    }

    /** Not while the gateway stops: what is broken off then is for the next start. */
    private void fail(PackagePlace place, PendingUpload upload, String reason) {
        if (closed.get()) {
            return;
        }
        LOG.warn("package {} of project {}: {}", place.fullName(), place.projectId(), reason);
        try {
            recorded(() -> {
                desk.fail(place, upload, reason);
                return true;
            });
        } catch (RuntimeException e) {
            LOG.error("package {} stays UPLOADING until the next start", place.fullName(), e);
        }
    }

    /** What a fetch came to is not lost because it cannot be written down for now. */
    private <T> T recorded(Supplier<T> record) {
        while (true) {
            try {
                return record.get();
            } catch (GatewayException e) {
                if (!GatewayException.isForNow(e) || isClosedWithin(RECORD_PAUSE)) {
                    throw e;
                }
            }
        }
    }

    private boolean isClosedWithin(Duration time) {
        try {
            return closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private Content fetch(Source source, Duration within, List<PackageTag> tags) throws IOException {
        running.incrementAndGet();
        try (SpoolFile file = spool.begin(limits.maxBytes())) {
            fetcher.fetch(source, file, within);
            SpoolFile.Spooled spooled = file.finish();
            Keeping.store(contents, spooled);
            return new Content(spooled.sha256(), spooled.bytes(), tags);
        } catch (GatewayException e) {
            meter.ended(Way.FETCH, Outcome.FAILED, 0);
            throw closed.get() ? stopping() : e;
        } finally {
            running.decrementAndGet();
        }
    }

    private static GatewayException stopping() {
        return new GatewayException(ErrorCode.UNAVAILABLE, Message.GATEWAY_STOPPING);
    }

    /** How many packages are being fetched. */
    int running() {
        return running.get();
    }

    @Override
    public void close() {
        closed.set(true);
        closing.countDown();
        awaited.shutdown();
        unattended.shutdownNow();
        fetcher.close();
        finish(awaited);
        finish(unattended);
    }

    /** Lets what was broken off come to its end: the database is to be there until then. */
    private static void finish(ExecutorService pool) {
        try {
            if (!pool.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("a fetch does not end; the next start removes what it leaves");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
