package io.hearth.server;

import io.hearth.api.tls.Certificates;
import io.hearth.server.auth.Administration;
import io.hearth.server.auth.AuthCore;
import io.hearth.server.auth.FirstStart;
import io.hearth.server.auth.User;
import io.hearth.server.channel.DriverChannels;
import io.hearth.server.channel.OutputIntake;
import io.hearth.server.channel.PackageDelivery;
import io.hearth.server.config.Keys;
import io.hearth.server.config.PackageKeys;
import io.hearth.server.config.Settings;
import io.hearth.server.http.HttpServer;
import io.hearth.server.http.PackageParts;
import io.hearth.server.http.PeerParts;
import io.hearth.server.http.Readiness;
import io.hearth.server.http.Readiness.Check;
import io.hearth.server.http.Readiness.State;
import io.hearth.server.modules.ArtifactSource;
import io.hearth.server.modules.SystemModules;
import io.hearth.server.objects.Contents;
import io.hearth.server.objects.LogArchive;
import io.hearth.server.objects.ObjectStore;
import io.hearth.server.objects.OutputArchive;
import io.hearth.server.objects.S3Connection;
import io.hearth.server.objects.SessionObjects;
import io.hearth.server.objects.Spool;
import io.hearth.server.observe.Meters;
import io.hearth.server.packages.FetchingGateways;
import io.hearth.server.packages.PackageCore;
import io.hearth.server.packages.PackageLimits;
import io.hearth.server.peers.HttpLiveFeeds;
import io.hearth.server.peers.PeerCalls;
import io.hearth.server.readiness.DriverAccount;
import io.hearth.server.readiness.ReadinessChecks;
import io.hearth.server.readiness.Situation;
import io.hearth.server.readiness.Situation.Account;
import io.hearth.server.readiness.Situation.Callers;
import io.hearth.server.retention.Removal;
import io.hearth.server.retention.Retention;
import io.hearth.server.session.Backends;
import io.hearth.server.session.DriverLauncher;
import io.hearth.server.session.IdSource;
import io.hearth.server.session.Peers;
import io.hearth.server.session.QueuePlan;
import io.hearth.server.session.QueuePlanner;
import io.hearth.server.session.SessionChanges;
import io.hearth.server.session.SessionCore;
import io.hearth.server.session.SessionPlanner;
import io.hearth.server.store.Database;
import io.hearth.server.store.DatabaseAddress;
import io.hearth.server.store.DatabaseClock;
import io.hearth.server.store.JdbiAuthStore;
import io.hearth.server.store.JdbiContentIndex;
import io.hearth.server.store.JdbiLeftovers;
import io.hearth.server.store.JdbiLogIndex;
import io.hearth.server.store.JdbiOutputIndex;
import io.hearth.server.store.JdbiPackageStore;
import io.hearth.server.store.JdbiSessionStore;
import io.hearth.server.store.JdbiTurn;
import io.hearth.server.store.PeerListener;
import io.hearth.server.tls.TlsIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;

/** One gateway: everything it is made of, from the database up to its port. Several can live in one JVM. */
public final class Gateway implements AutoCloseable {

    /** How long a gateway that is stopped may take for its sessions and the requests in hand. */
    private static final Duration STOP_TIME = Duration.ofMillis(8_700);

    /** How long requests in hand may take at any rate. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(1);

    private static final List<String> BUILT_IN_QUEUES = List.of("default", "test_cluster");

    private final ThreadPoolExecutor executor = WorkerPool.create();
    private final Timers timers = new Timers();
    private final Settings settings;
    private final Clock clock;
    private final Optional<TlsIdentity> tls;
    private final DriverAccount drivers;
    private final Database database;
    private final Peers peers;
    private final Optional<PeerListener> listener;
    private final SystemModules modules;
    private final AuthCore callers;
    private final Optional<S3Connection> storage;
    private final PackageCore packages;
    private final Meters meters;
    private final Retention retention;
    private final DriverLauncher launcher;
    private final SessionCore core;
    private final DriverChannels channels;
    private final HttpServer http;
    private final Shutdown shutdown;
    private Optional<FirstStart.Result> firstUser = Optional.empty();
    private Optional<OperatorFile> operatorFile = Optional.empty();

    private Gateway(Settings settings, Clock clock, DatabaseClock shared, IdSource ids, LauncherFactory launchers) {
        this.settings = settings;
        this.clock = clock;
        drivers = launchers.account();
        tls = TlsSettings.identity(settings);
        Duration lease = settings.get(Keys.DRIVER_LEASE);

        DatabaseAddress databaseAddress = DatabaseSettings.address(settings);
        database = Database.open(databaseAddress);
        callers = AuthCore.open(new JdbiAuthStore(database), AuthSettings.options(settings), new SecureRandom(), clock);
        storage = ObjectSettings.connection(settings);
        ObjectStore objects = ObjectSettings.store(settings, storage);
        Contents contents = new Contents(objects, new JdbiContentIndex(database));
        LogArchive logs = new LogArchive(
                objects,
                new JdbiLogIndex(database),
                settings.get(Keys.SESSION_LOG_MAX_BYTES).bytes());
        OutputArchive outputs = new OutputArchive(
                objects,
                new JdbiOutputIndex(database),
                settings.get(Keys.STATEMENT_OUTPUT_QUOTA).bytes(),
                settings.get(Keys.SESSION_OUTPUT_QUOTA).bytes());

        modules = new SystemModules(
                contents,
                new ArtifactSource(
                        contents,
                        settings.get(Keys.MODULES_REPOSITORY),
                        settings.get(Keys.DATA_DIRECTORY).resolve("modules")),
                clock);
        meters = new Meters();
        SessionPlanner planner = SessionSettings.planner(settings);
        String self = ids.newId();
        peers = new Peers(self, DatabaseSettings.sharing(settings));
        PeerAccess access = new PeerAccess(peers, this::dialled, certificate().map(Certificates::toBase64));
        launcher = launchers.create(logs, outputs, access, executor, timers.logs());
        PeerCalls peerCalls = new PeerCalls(self, callers.passes());
        SessionChanges changes = new SessionChanges();
        core = new SessionCore(
                new JdbiSessionStore(database, changes, peers, shared),
                changes,
                peers,
                meters.peers(),
                launcher,
                logs,
                outputs,
                modules,
                new HttpLiveFeeds(peerCalls),
                SessionSettings.limits(settings),
                PoolSettings.policy(settings, planner, meters.pool()),
                settings.get(Keys.SESSION_START_TIMEOUT),
                lease,
                settings.get(Keys.STATEMENT_CANCEL_TIMEOUT),
                ids,
                clock,
                executor);
        listener = databaseAddress.isShared()
                ? Optional.of(new PeerListener(databaseAddress, self, core.hearing()))
                : Optional.empty();
        channels =
                new DriverChannels(core.driverDesk(), core.driverReports(), clock, lease.toMillis(), access::gateways);
        meters.watchDatabase(database::isTroubled, database::troubles, database::refused);
        meters.watchGateways(() -> peers.others().size() + 1);

        meters.watchSessions(core::openByState, () -> core.roster().size());
        meters.watchPool(core.pool()::byState, core.pool()::memoryBytes);
        Spool spool = PackageSettings.spool(settings);
        PackageLimits packageLimits = PackageSettings.limits(settings);
        packages = new PackageCore(
                new JdbiPackageStore(database),
                PackageSettings.fetcher(settings, storage, timers.fetches()),
                spool,
                contents,
                packageLimits,
                PackageSettings.members(settings, callers.administration()),
                meters.packages(),
                ids::newId,
                new FetchingGateways(self, core::livingGateways),
                clock,
                PackageSettings.awaited(settings),
                PackageSettings.unattended(settings));
        meters.watchFetches(packages::running);
        List<Removal> removals = RetentionSettings.removals(
                settings,
                new JdbiLeftovers(database),
                new SessionObjects(objects),
                contents,
                callers.tokens()::removeExpired,
                clock);
        retention = new Retention(new JdbiTurn(database), self, removals, meters.retention(removals), clock);
        http = new HttpServer(
                HttpSettings.options(settings, tls),
                core.sessions(),
                core.statements(),
                core.queues(),
                new PackageParts(
                        packages.packages(),
                        modules,
                        spool,
                        packageLimits.maxBytes(),
                        settings.get(PackageKeys.PACKAGES_UPLOAD_AT_ONCE)),
                new PeerParts(peerCalls, core::peerNear),
                planner,
                new QueuePlanner(new Backends(settings.get(Keys.BACKEND_MASTER).keySet())),
                channels,
                new PackageDelivery(core.driverDesk(), contents),
                new OutputIntake(core.driverDesk(), outputs),
                readiness(database),
                callers.authenticator(),
                callers.administration(),
                meters.registry());
        shutdown = new Shutdown(DatabaseSettings.onShutdown(settings), core, channels, database);
    }

    /** Starts a gateway on real time with drivers of this machine. It answers when this returns. */
    public static Gateway start(Settings settings) {
        Clock clock = Clock.systemUTC();
        return start(
                settings,
                clock,
                DatabaseSettings.clock(settings, clock),
                IdSource.random(),
                LocalLaunchers.of(settings));
    }

    /**
     * Starts a gateway of given parts. It answers when this returns.
     *
     * @param shared the clock that all gateways on the database go by
     */
    public static Gateway start(
            Settings settings, Clock clock, DatabaseClock shared, IdSource ids, LauncherFactory launchers) {
        Gateway gateway = new Gateway(settings, clock, shared, ids, launchers);
        try {
            gateway.open();
        } catch (RuntimeException e) {
            gateway.close();
            throw e;
        }
        return gateway;
    }

    private void open() {
        // Before anything is written: what a first start makes is told only once.
        ReadinessChecks.run(situation());
        core.provide(
                settings.get(Keys.PROJECT_ID),
                BUILT_IN_QUEUES.stream()
                        .map(name -> QueuePlan.builtIn(name, settings.get(Keys.QUEUE_COMPUTE_UNITS)))
                        .toList());
        settings.get(Keys.MODULES_DIRECTORY).ifPresent(folder -> modules.install(folder, executor));
        // To take up what many drivers left takes longer than a gateway may be silent.
        timers.beat(core.membership()::look);
        Runnable afterwards = core.recover();
        lookAgainAndAgain();
        listener.ifPresent(PeerListener::start);
        packages.resume();
        http.start();
        core.membership().announce(dialled().toString(), certificate().map(Certificates::toBase64));
        firstUser =
                callers.firstStart().run(settings.get(Keys.PROJECT_ID), first -> writeCredentials(Optional.of(first)));
        if (firstUser.isEmpty()) {
            writeCredentials(Optional.empty());
        }
        operatorFile = Optional.of(
                OperatorFile.write(settings.get(Keys.DATA_DIRECTORY), address(), certificate(), callers.operator()));
        afterwards.run();
    }

    private void lookAgainAndAgain() {
        timers.look(core::look);
        timers.look(core.pool()::look);
        timers.look(channels::dropSilent);
        timers.takeOver(core::takeOver);
        timers.takeOver(core.feeds()::look);
        timers.catchUp(core.catchUp()::look);
        if (listener.isPresent()) {
            timers.resumeFetches(packages::resume);
        }
        timers.retain(retention::look);
    }

    private void writeCredentials(Optional<FirstStart.Result> first) {
        try {
            Credentials.write(settings, address(), certificate(), first);
        } catch (IOException e) {
            throw new UncheckedIOException(Credentials.FILE + " cannot be written", e);
        }
    }

    private Situation situation() {
        long users = callers.administration().users().list().stream()
                .filter(User::enabled)
                .count();
        boolean severalCallers =
                users > 1 || settings.get(Keys.AUTH_OIDC_ISSUER).isPresent();
        return new Situation(
                settings,
                certificate(),
                drivers,
                severalCallers ? Callers.SEVERAL : Callers.ONE,
                ThisProcess.isRoot() ? Account.ROOT : Account.ORDINARY,
                clock.instant());
    }

    static Readiness readiness(Database database) {
        return () -> List.of(new Check("database", database.isReachable() ? State.UP : State.DOWN));
    }

    /** Where drivers and other gateways reach this one. */
    private URI dialled() {
        return settings.get(Keys.GATEWAY_URL).orElseGet(this::address);
    }

    /** Completes when another gateway took this one for dead and has what it had: all that is left to this one is to end. */
    public CompletableFuture<Void> fenced() {
        return core.membership().fenced();
    }

    /** Where this gateway answers to who is on its machine, as {@code http://host:port} or {@code https://host:port}. */
    public URI address() {
        return address(settings, http.port());
    }

    static URI address(Settings settings, int port) {
        String scheme = TlsSettings.isConfigured(settings) ? "https" : "http";
        return URI.create(scheme + "://" + settings.get(Keys.SERVER_HOST).dialled() + ":" + port);
    }

    /** What it shows to who comes by TLS; empty when it speaks plain HTTP. */
    public Optional<X509Certificate> certificate() {
        return tls.map(TlsIdentity::certificate);
    }

    /** The user that this start made, the first one there is; empty when there was one before. */
    public Optional<FirstStart.Result> firstUser() {
        return firstUser;
    }

    /** The parts behind the port, for tests that look where callers cannot. */
    public SessionCore core() {
        return core;
    }

    /** Removes what is due, as the gateway does by itself every few seconds, for tests on a clock of their own. */
    public void retain() {
        retention.look();
    }

    /** Who may call, for tests that make users without calling. */
    public Administration administration() {
        return callers.administration();
    }

    /** Ends every session and waits for the drivers to be gone, or leaves them, as the settings say, and closes. */
    public void stop() {
        long begun = System.nanoTime();
        try {
            shutdown.conclude();
            core.dismissCallers();
            Duration left = STOP_TIME.minusNanos(System.nanoTime() - begun);
            http.finish(left.compareTo(LAST_ANSWERS) > 0 ? left : LAST_ANSWERS);
        } finally {
            operatorFile.ifPresent(OperatorFile::remove);
            close();
        }
    }

    /** Lets go of everything at once. Sessions stay as they are, for the next gateway on the same data to take up. */
    @Override
    public void close() {
        try {
            shutdown.leave();
        } finally {
            abandon();
        }
    }

    /** Hears nothing of other gateways any more, for tests of what is lost then: nothing but time. */
    public void stopListening() {
        listener.ifPresent(PeerListener::close);
    }

    /** Does nothing by itself any more, for tests of what a gateway may do that was paused and does not know it. */
    public void freeze() {
        timers.freeze();
    }

    /** Lets go of everything without telling anybody, as a process that is killed. */
    public void abandon() {
        core.close();
        listener.ifPresent(PeerListener::close);
        timers.freeze();
        retention.close();
        launcher.close();
        packages.close();
        http.close();
        timers.stop();
        WorkerPool.finish(executor);
        timers.finish();
        meters.close();
        storage.ifPresent(S3Connection::close);
        database.close();
    }
}
