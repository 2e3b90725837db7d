package io.hearth.testkit;

import io.hearth.api.signing.RequestSigner;
import io.hearth.cli.client.Credentials;
import io.hearth.cli.client.HearthClient;
import io.hearth.server.Gateway;
import io.hearth.server.auth.Administration;
import io.hearth.server.auth.NewAccessKey;
import io.hearth.server.config.Keys;
import io.hearth.server.config.SettingSources;
import io.hearth.server.config.Settings;
import io.hearth.server.session.IdSource;
import io.hearth.server.session.PoolState;
import io.hearth.server.session.Sessions;
import io.hearth.server.store.DatabaseClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A whole gateway in the test's own process, on any free port, with fake drivers. Every exchange is held to the contract. */
public final class TestGateway implements AutoCloseable {

    private final Gateway gateway;
    private final FakeLauncher launcher;
    private final Credentials credentials;
    private final ContractCheck contract;
    private final HearthClient client;

    private TestGateway(Gateway gateway, FakeLauncher launcher, Credentials credentials, Clock clock) {
        this.gateway = gateway;
        this.launcher = launcher;
        this.credentials = credentials;
        HearthClient plain = new HearthClient(credentials);
        this.contract = new ContractCheck(
                plain.exchange("GET", "/q/openapi", null, Map.of()).body());
        this.client = new HearthClient(credentials, contract, clock);
    }

    /** Starts a gateway on the real clock with the settings' defaults. */
    public static TestGateway start(Path data) {
        return start(data, Map.of(), new FakeLauncher(), Clock.systemUTC());
    }

    /** @param launcher may have served another gateway on the same data before */
    public static TestGateway start(Path data, Map<String, String> settings, FakeLauncher launcher, Clock clock) {
        Map<String, String> all = new HashMap<>(Map.of(
                "server.port", "0", "data.directory", data.toString(), "shutdown.sessions", "end", "pool.queues", ""));
        all.putAll(settings);
        Settings loaded = Settings.load(SettingSources.ofArguments(all));
        Gateway gateway = Gateway.start(
                loaded, clock, shared(loaded, clock), IdSource.random(), (logs, outputs, access, executor, timer) -> {
                    launcher.dialTo(access);
                    return launcher;
                });
        return new TestGateway(gateway, launcher, credentials(loaded), clock);
    }

    /** A clock that is moved by hand is everybody's. */
    private static DatabaseClock shared(Settings settings, Clock clock) {
        boolean isServer = settings.get(Keys.DATABASE_URL)
                .filter(url -> url.startsWith("jdbc:postgresql:"))
                .isPresent();
        return isServer && !(clock instanceof HandClock) ? DatabaseClock.ofServer() : DatabaseClock.of(clock);
    }

    private static Credentials credentials(Settings settings) {
        try {
            return Credentials.read(settings.get(Keys.DATA_DIRECTORY).resolve(Credentials.FILE_NAME));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI address() {
        return gateway.address();
    }

    /** Where this gateway is, which project it has, and who its first user is. */
    public Credentials credentials() {
        return credentials;
    }

    /** A client whose exchanges are all held to the contract. */
    public HearthClient client() {
        return client;
    }

    public Administration administration() {
        return gateway.administration();
    }

    /** Makes an access key for a user. */
    public RequestSigner signerOf(String user) {
        NewAccessKey key = gateway.administration().accessKeys().create(user);
        return new RequestSigner(key.id(), key.secret());
    }

    /** How many calls wait for the next state. */
    public int waiting() {
        return gateway.core().waiting();
    }

    /** How many statements are followed. */
    public int followed() {
        return gateway.core().followed();
    }

    public FakeLauncher launcher() {
        return launcher;
    }

    /** The sessions as the parts behind the port have them, for what callers cannot say there. */
    public Sessions sessions() {
        return gateway.core().sessions();
    }

    /** Looks for time-outs now, as the gateway does every half second. */
    public void look() {
        gateway.core().look();
    }

    /** Removes what is due, as the gateway does every few seconds. */
    public void retain() {
        gateway.retain();
    }

    /** Looks after the pool of warm drivers now, as the gateway does every half second. */
    public void lookAfterPool() {
        gateway.core().pool().look();
    }

    /** Ends all sessions, unless the settings say to keep them, then the gateway. */
    public void stop() {
        gateway.stop();
    }

    /** Lets go without ending anything, as a killed gateway does. */
    public void kill() {
        launcher.forgetListeners();
        gateway.close();
    }

    /** Goes without a word to other gateways, as a process that is killed or a machine that is lost. */
    public void vanish() {
        gateway.abandon();
    }

    /** Completes when another gateway took this one for dead. */
    public CompletableFuture<Void> fenced() {
        return gateway.fenced();
    }

    /** Gives no sign of life any more and looks for nothing, as a process that is stopped; it answers still. */
    public void freeze() {
        gateway.freeze();
    }

    /** Gives a sign of life now, as the gateway does every second. */
    public void beat() {
        gateway.core().membership().look();
    }

    /** How many other gateways it knows. */
    public int others() {
        return gateway.core().peers().others().size();
    }

    /** Hears no notices of other gateways any more. */
    public void stopListening() {
        gateway.stopListening();
    }

    /** How many warm drivers wait for a session, wherever they are. */
    public long readyInPool() {
        return gateway.core().pool().byState().getOrDefault(PoolState.READY, 0L);
    }

    @Override
    public void close() {
        gateway.close();
    }
}
