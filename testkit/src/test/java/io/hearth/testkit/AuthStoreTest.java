package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.server.auth.AccessKey;
import io.hearth.server.auth.AuthStore;
import io.hearth.server.auth.Grant;
import io.hearth.server.auth.Project;
import io.hearth.server.auth.Role;
import io.hearth.server.auth.Token;
import io.hearth.server.auth.User;
import io.hearth.server.session.QueuePlan;
import io.hearth.server.session.SessionChanges;
import io.hearth.server.store.Database;
import io.hearth.server.store.JdbiAuthStore;
import io.hearth.server.store.JdbiSessionStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users, projects, roles, keys and tokens in the embedded database. */
class AuthStoreTest {

    private static final User ANNA = new User("u1", "anna", "hash", true, true, 1);
    private static final User BEN = new User("u2", "ben", null, true, false, 2);
    private static final Project RED = new Project("p1", "red", true, 1);
    private static final Project BLUE = new Project("p2", "blue", true, 2);

    @TempDir
    private Path directory;

    private Database database;
    private AuthStore store;

    Database openDatabase() {
        return Database.open(Database.embedded(directory), null, null);
    }

    @BeforeEach
    void open() {
        database = openDatabase();
        store = new JdbiAuthStore(database);
        store.run(transaction -> {
            transaction.users().insert(ANNA);
            transaction.users().insert(BEN);
            transaction.projects().insert(RED);
            transaction.projects().insert(BLUE);
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theAuthorityHasOneRow() {
        store.run(transaction -> {
            transaction.authority().lock();
            assertThat(transaction.authority().masterKeyCheck()).isEmpty();
            transaction.authority().writeMasterKeyCheck("check");
            assertThat(transaction.authority().masterKeyCheck()).contains("check");
        });
    }

    @Test
    void usersAreFoundAndChangedAndRemoved() {
        store.run(transaction -> {
            assertThat(transaction.users().find("u1")).contains(ANNA);
            assertThat(transaction.users().findByName("ben")).contains(BEN);
            assertThat(transaction.users().findByName("Ben")).isEmpty();
            assertThat(transaction.users().lock("u2")).contains(BEN);
            assertThat(transaction.users().all()).containsExactly(ANNA, BEN);
            assertThat(transaction.users().count()).isEqualTo(2);
            assertThat(transaction.users().countActiveSystemAdmins()).isEqualTo(1);

            User changed = new User("u1", "anna", "other", false, true, 1);
            transaction.users().update(changed);
            assertThat(transaction.users().find("u1")).contains(changed);
            assertThat(transaction.users().countActiveSystemAdmins()).isZero();
            transaction.users().remove("u2");
            assertThat(transaction.users().find("u2")).isEmpty();
        });
    }

    @Test
    void anExceptionUndoesAll() {
        assertThatThrownBy(() -> store.run(transaction -> {
                    transaction.users().remove("u2");
                    throw new IllegalStateException("undone");
                }))
                .isInstanceOf(IllegalStateException.class);
        store.run(transaction -> assertThat(transaction.users().count()).isEqualTo(2));
    }

    @Test
    void projectsAreFoundAndChangedAndRemoved() {
        store.run(transaction -> {
            assertThat(transaction.projects().find("p1")).contains(RED);
            assertThat(transaction.projects().findByName("blue")).contains(BLUE);
            assertThat(transaction.projects().all()).containsExactly(BLUE, RED);
            transaction.projects().update(new Project("p1", "red", false, 1));
            assertThat(transaction.projects().find("p1").orElseThrow().enabled())
                    .isFalse();
            transaction.projects().remove("p1");
            assertThat(transaction.projects().find("p1")).isEmpty();
        });
    }

    @Test
    void aProjectWithAQueueIsInUse() {
        new JdbiSessionStore(database, new SessionChanges())
                .run(transaction -> transaction
                        .queues()
                        .insert(QueuePlan.builtIn("default", 64).made("p1", null, "id", 0)));
        store.run(transaction -> {
            assertThat(transaction.projects().isInUse("p1")).isTrue();
            assertThat(transaction.projects().isInUse("p2")).isFalse();
        });
    }

    @Test
    void aUserHasOneRoleInAProjectAndItCountsWhileTheProjectIsEnabled() {
        Grant red = new Grant("u2", "p1", Role.ADMIN);
        Grant blue = new Grant("u2", "p2", Role.VIEWER);
        store.run(transaction -> {
            transaction.grants().put(new Grant("u2", "p1", Role.DEVELOPER));
            transaction.grants().put(red);
            transaction.grants().put(blue);
            assertThat(transaction.grants().ofUser("u2")).containsExactly(red, blue);
            assertThat(transaction.grants().ofProject("p2")).containsExactly(blue);
            assertThat(transaction.grants().find("u2", "p1")).contains(red);

            transaction.projects().update(new Project("p1", "red", false, 1));
            assertThat(transaction.grants().effective("u2")).containsExactly(blue);
            assertThat(transaction.grants().remove("u2", "p2")).isTrue();
            assertThat(transaction.grants().remove("u2", "p2")).isFalse();
            transaction.grants().removeOfUser("u2");
            transaction.grants().put(blue);
            transaction.grants().removeOfProject("p2");
            assertThat(transaction.grants().ofUser("u2")).isEmpty();
        });
    }

    @Test
    void accessKeysAreFoundAndDisabledAndRemoved() {
        AccessKey key = new AccessKey("K1", "u1", "cipher", true, 5);
        AccessKey younger = new AccessKey("K0", "u1", "cipher", true, 6);
        store.run(transaction -> {
            transaction.accessKeys().insert(younger);
            transaction.accessKeys().insert(key);
            assertThat(transaction.accessKeys().find("K1")).contains(key);
            assertThat(transaction.accessKeys().ofUser("u1")).containsExactly(key, younger);
            assertThat(transaction.accessKeys().setEnabled("K1", false)).isTrue();
            assertThat(transaction.accessKeys().find("K1").orElseThrow().enabled())
                    .isFalse();
            assertThat(transaction.accessKeys().setEnabled("none", false)).isFalse();
            assertThat(transaction.accessKeys().remove("K1")).isTrue();
            transaction.accessKeys().removeOfUser("u1");
            assertThat(transaction.accessKeys().ofUser("u1")).isEmpty();
        });
    }

    @Test
    void tokensGoOneByOneOrAllOfAUserOrAProjectOrWhenTheyExpire() {
        store.run(transaction -> {
            Token first = new Token("h1", "u1", "p1", 0, 100);
            transaction.tokens().insert(first);
            transaction.tokens().insert(new Token("h2", "u1", "p2", 0, 101));
            transaction.tokens().insert(new Token("h3", "u2", "p1", 0, 102));
            transaction.tokens().insert(new Token("h4", "u2", "p2", 0, 103));
            assertThat(transaction.tokens().find("h1")).contains(first);
            assertThat(transaction.tokens().removeExpired(99, 10)).isZero();
            assertThat(transaction.tokens().removeExpired(100, 10)).isEqualTo(1);
            transaction.tokens().removeOfUser("u1");
            assertThat(transaction.tokens().find("h2")).isEmpty();
            transaction.tokens().removeOfProject("p1");
            assertThat(transaction.tokens().find("h3")).isEmpty();
            assertThat(transaction.tokens().remove("h4")).isTrue();
            assertThat(transaction.tokens().remove("h4")).isFalse();
        });
    }
}
