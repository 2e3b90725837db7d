package io.hearth.testkit;

import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same on PostgreSQL. */
class PackagesOnPostgresTest extends PackagesTest {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @Override
    Map<String, String> settings() {
        return POSTGRES.settings();
    }
}
