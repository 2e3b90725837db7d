package io.hearth.testkit;

import io.hearth.server.store.Database;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same on PostgreSQL. */
class AuthStoreOnPostgresTest extends AuthStoreTest {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @Override
    Database openDatabase() {
        return POSTGRES.openDatabase();
    }
}
