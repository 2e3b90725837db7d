package io.hearth.testkit;

import io.hearth.server.store.Database;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A PostgreSQL server for the tests of a class, registered in a static field. Each test has a database of its own. */
final class PostgresExtension implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private @Nullable PostgresServer server;
    private @Nullable Map<String, String> settings;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = PostgresServer.start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        settings = null;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server().close();
    }

    private PostgresServer server() {
        return Objects.requireNonNull(server, "not registered in a static field");
    }

    /** The gateway's settings for the database of this test, empty at first. */
    Map<String, String> settings() {
        if (settings == null) {
            settings = server().newDatabase();
        }
        return settings;
    }

    /** Opens an empty database as a gateway would. */
    Database openDatabase() {
        return server().openNewDatabase();
    }
}
