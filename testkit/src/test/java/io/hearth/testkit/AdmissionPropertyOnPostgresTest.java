package io.hearth.testkit;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The same on PostgreSQL, for a shorter time. */
class AdmissionPropertyOnPostgresTest extends AdmissionPropertyTest {

    private static PostgresServer server;

    private Map<String, String> settings = Map.of();

    @BeforeAll
    static void startServer() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void newDatabase() {
        settings = server.newDatabase();
    }

    @Override
    int steps() {
        return 400;
    }

    @Override
    Map<String, String> database() {
        return settings;
    }
}
