package io.hearth.testkit;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The same on PostgreSQL. */
class DriverCrowdOnPostgresTest extends DriverCrowdTest {

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
    void makeDatabase() {
        settings = server.newDatabase();
    }

    @Override
    Map<String, String> database() {
        return settings;
    }
}
