package io.hearth.testkit;

import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same on PostgreSQL, for a shorter time. */
class AdmissionPropertyOnPostgresTest extends AdmissionPropertyTest {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @Override
    int steps() {
        return 400;
    }

    @Override
    Map<String, String> database() {
        return POSTGRES.settings();
    }
}
