package io.hearth.server.packages;

import io.hearth.server.objects.Contents;
import io.hearth.server.objects.Spool;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/** Makes everything about packages of its parts. */
public final class PackageCore implements AutoCloseable {

    private final Uploads uploads;
    private final PackageRegistry registry;

    /**
     * @param ids where UUIDs come from
     * @param gateways who else may be fetching
     * @param awaited threads for callers who wait; rejects what is more than may run at once
     * @param unattended threads for the others; keeps what is more for later
     */
    public PackageCore(
            PackageStore store,
            Fetcher fetcher,
            Spool spool,
            Contents contents,
            PackageLimits limits,
            Members members,
            PackageMeter meter,
            Supplier<String> ids,
            FetchingGateways gateways,
            Clock clock,
            ExecutorService awaited,
            ExecutorService unattended) {
        PackageDesk desk = new PackageDesk(store, clock);
        uploads = new Uploads(desk, fetcher, spool, contents, limits, meter, ids, gateways, awaited, unattended);
        registry = new PackageRegistry(store, desk, uploads, contents, members, meter, clock);
    }

    public Packages packages() {
        return registry;
    }

    /** Goes on with what gateways were fetching that live no more. Called at the start, and where others can be, now and then. */
    public void resume() {
        uploads.resume();
    }

    /** How many packages are being fetched. */
    public int running() {
        return uploads.running();
    }

    /** Breaks off all fetches; those nobody waits for go on at the next start. */
    @Override
    public void close() {
        uploads.close();
    }
}
