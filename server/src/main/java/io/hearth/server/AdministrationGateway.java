package io.hearth.server;

import io.hearth.server.auth.AuthCore;
import io.hearth.server.auth.FirstStart;
import io.hearth.server.config.BindAddress;
import io.hearth.server.config.Keys;
import io.hearth.server.config.Settings;
import io.hearth.server.http.HttpOptions;
import io.hearth.server.http.HttpServer;
import io.hearth.server.observe.Meters;
import io.hearth.server.store.Database;
import io.hearth.server.store.JdbiAuthStore;
import io.hearth.server.tls.TlsIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * What of a gateway administers, for while no gateway runs: users and projects behind a free loopback port, for who knows
 * its token. It has no sessions, and does nothing about those that the database knows.
 */
final class AdministrationGateway implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final Settings settings;
    private final Database database;
    private final AuthCore callers;
    private final Meters meters = new Meters();
    private final HttpServer http;

    private AdministrationGateway(Settings settings) {
        this.settings = settings;
        database = Database.open(DatabaseSettings.address(settings));
        callers = AuthCore.open(
                new JdbiAuthStore(database), AuthSettings.options(settings), new SecureRandom(), Clock.systemUTC());
        http = HttpServer.forAdministration(
                new HttpOptions(
                        new BindAddress(HOST),
                        0,
                        null,
                        List.of(),
                        Optional.of(usualAddress(settings)),
                        Optional.empty(),
                        settings.get(Keys.PROJECT_ID),
                        settings.get(Keys.AUTH_DOMAIN),
                        Math.toIntExact(settings.get(Keys.SERVER_MAX_BODY_BYTES).bytes()),
                        Math.toIntExact(
                                settings.get(Keys.STATEMENT_MAX_CODE_BYTES).bytes())),
                Gateway.readiness(database),
                callers.authenticator(),
                callers.administration(),
                meters.registry());
    }

    /** @param token what its one caller will send */
    static AdministrationGateway start(Settings settings, String token) throws IOException {
        AdministrationGateway gateway = new AdministrationGateway(settings);
        try {
            gateway.open(token);
        } catch (RuntimeException | IOException e) {
            gateway.close();
            throw e;
        }
        return gateway;
    }

    private void open(String token) throws IOException {
        callers.operator().accept(token);
        callers.firstStart().run(settings.get(Keys.PROJECT_ID), this::writeCredentials);
        http.start();
    }

    private void writeCredentials(FirstStart.Result first) {
        try {
            Credentials.write(
                    settings,
                    usualAddress(settings),
                    TlsSettings.identity(settings).map(TlsIdentity::certificate),
                    Optional.of(first));
        } catch (IOException e) {
            throw new UncheckedIOException(Credentials.FILE + " cannot be written", e);
        }
    }

    /** Where the gateway itself is, once it runs. */
    private static URI usualAddress(Settings settings) {
        return Gateway.address(settings, settings.get(Keys.SERVER_PORT));
    }

    URI address() {
        return URI.create("http://" + HOST + ":" + http.port());
    }

    @Override
    public void close() {
        http.close();
        meters.close();
        database.close();
    }
}
