package io.hearth.testkit;

import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same on PostgreSQL. */
class SessionLifeOnPostgresTest extends SessionLifeTest {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @Override
    Map<String, String> database() {
        return POSTGRES.settings();
    }
}
