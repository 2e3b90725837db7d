package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.SessionState;
import io.hearth.server.session.Custody;
import io.hearth.server.session.Driver;
import io.hearth.server.session.PoolState;
import io.hearth.server.session.Pooled;
import io.hearth.server.session.Session;
import io.hearth.server.session.SessionChanges;
import io.hearth.server.session.SessionStore;
import io.hearth.server.store.Database;
import io.hearth.server.store.JdbiSessionStore;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Since when a session starts, in the embedded database. */
class SlowStartsTest {

    @TempDir
    private Path directory;

    private Database database;
    private SessionStore store;

    Database openDatabase() {
        return Database.open(Database.embedded(directory), null, null);
    }

    @BeforeEach
    void open() {
        database = openDatabase();
        store = new JdbiSessionStore(database, new SessionChanges());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void starting(String id, long launchedAt, @Nullable Pooled pooled) {
        store.run(transaction -> {
            transaction
                    .drivers()
                    .insert(new Driver(
                            "d-" + id, "", 0, 0, 0, "/", null, launchedAt, 0, null, pooled, Custody.NONE, 0));
            transaction
                    .sessions()
                    .insert(new Session(
                            id,
                            0,
                            "p",
                            "anna",
                            SamplePlan.ON_DEFAULT_QUEUE,
                            SessionState.STARTING,
                            null,
                            null,
                            1,
                            1,
                            0,
                            "d-" + id,
                            null,
                            null));
        });
    }

    private static Pooled taken(long at) {
        return new Pooled(PoolState.TAKEN, "p", "default", "heap 1g", 8, at);
    }

    @Test
    void aWarmDriverCountsFromWhenItWasTaken() {
        starting("launched-early", 100, null);
        starting("launched-late", 300, null);
        starting("taken-early", 50, taken(150));
        starting("taken-late", 50, taken(250));

        List<String> slow =
                store.inTransaction(transaction -> transaction.sessions().startingSince(200));
        assertThat(slow).containsExactlyInAnyOrder("launched-early", "taken-early");
    }
}
