package io.hearth.server;

import io.hearth.server.auth.Administration;
import io.hearth.server.config.Keys;
import io.hearth.server.config.PackageKeys;
import io.hearth.server.config.Settings;
import io.hearth.server.error.GatewayException;
import io.hearth.server.fetch.SourceFetcher;
import io.hearth.server.objects.S3Connection;
import io.hearth.server.objects.Spool;
import io.hearth.server.packages.Members;
import io.hearth.server.packages.PackageLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** What the settings say about packages. */
final class PackageSettings {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private PackageSettings() {}

    static Spool spool(Settings settings) {
        try {
            return Spool.open(settings.get(Keys.DATA_DIRECTORY).resolve("spool"));
        } catch (IOException e) {
            throw new UncheckedIOException("the folder spool in data.directory cannot be used", e);
        }
    }

    static PackageLimits limits(Settings settings) {
        return new PackageLimits(
                settings.get(PackageKeys.PACKAGES_MAX_BYTES).bytes(), settings.get(PackageKeys.PACKAGES_FETCH_TIMEOUT));
    }

    static SourceFetcher fetcher(Settings settings, Optional<S3Connection> connection, ScheduledExecutorService timer) {
        return SourceFetcher.of(
                ObjectSettings.fetching(settings, connection), PackageSettings::trust, timer, FIRST_PAUSE);
    }

    /** The authorities that this Java knows. */
    private static SSLContext trust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    /** Threads for fetches that callers wait for; one more than there are is rejected. */
    static ExecutorService awaited(Settings settings) {
        int most = settings.get(PackageKeys.PACKAGES_FETCH_AT_ONCE);
        return new ThreadPoolExecutor(
                0, most, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), WorkerPool.named("fetch"));
    }

    /** Threads for fetches that nobody waits for; what is more than there are waits. */
    static ExecutorService unattended(Settings settings) {
        int most = settings.get(PackageKeys.PACKAGES_FETCH_AT_ONCE);
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most, most, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), WorkerPool.named("upload"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Users of an identity provider have no row, so where there is one nobody can be told to be unknown. */
    static Members members(Settings settings, Administration administration) {
        boolean others = settings.get(Keys.AUTH_OIDC_ISSUER).isPresent();
        return (projectId, user) -> others || isMember(administration, projectId, user);
    }

    private static boolean isMember(Administration administration, String projectId, String user) {
        try {
            return administration.users().find(user).systemAdmin()
                    || administration.projects().rolesOf(user).stream()
                            .anyMatch(role -> role.project().id().equals(projectId));
        } catch (GatewayException e) {
            return false;
        }
    }
}
