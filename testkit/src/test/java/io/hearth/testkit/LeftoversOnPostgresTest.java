package io.hearth.testkit;

import io.hearth.server.store.Database;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same on PostgreSQL. */
class LeftoversOnPostgresTest extends LeftoversTest {

    private static PostgresServer server;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    Database openDatabase() {
        return server.openNewDatabase();
    }
}
