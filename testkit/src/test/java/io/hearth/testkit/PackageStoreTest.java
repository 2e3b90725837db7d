package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.api.PackageKind;
import io.hearth.server.packages.PackageGroup;
import io.hearth.server.packages.PackageStatus;
import io.hearth.server.packages.PackageStore;
import io.hearth.server.packages.PackageTag;
import io.hearth.server.packages.PendingUpload;
import io.hearth.server.packages.StoredPackage;
import io.hearth.server.packages.UploadMode;
import io.hearth.server.store.Database;
import io.hearth.server.store.JdbiPackageStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages and groups in the embedded database. */
class PackageStoreTest {

    private static final String DIGEST = "ab".repeat(32);
    private static final StoredPackage READY = new StoredPackage(
            "p1",
            "",
            "a.jar",
            PackageKind.JAR,
            PackageStatus.READY,
            DIGEST,
            5_000_000_000L,
            "anna",
            null,
            1,
            2,
            List.of(new PackageTag("k", "v")),
            null);
    private static final StoredPackage UPLOADING = new StoredPackage(
            "p1",
            "g",
            "b.py",
            PackageKind.PY_FILE,
            PackageStatus.UPLOADING,
            null,
            0,
            "ben",
            "earlier",
            3,
            4,
            List.of(),
            new PendingUpload(
                    "u1",
                    "https://example.com/b.py?x",
                    PackageKind.FILE,
                    List.of(new PackageTag("a", "")),
                    "a gateway"));
    private static final PackageGroup GROUP = new PackageGroup("p1", "g", "ben", UploadMode.ASYNCHRONOUS, 3, 4);

    @TempDir
    private Path directory;

    private Database database;
    private PackageStore store;

    Database openDatabase() {
        return Database.open(Database.embedded(directory), null, null);
    }

    @BeforeEach
    void open() {
        database = openDatabase();
        store = new JdbiPackageStore(database);
        store.run(transaction -> {
            transaction.packages().lockChanges();
            transaction.packages().insert(GROUP);
            transaction.packages().insert(READY);
            transaction.packages().insert(UPLOADING);
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void packagesAreFoundAsTheyWereWritten() {
        store.run(transaction -> {
            assertThat(transaction.packages().find("p1", "", "a.jar")).contains(READY);
            assertThat(transaction.packages().find("p1", "g", "b.py")).contains(UPLOADING);
            assertThat(transaction.packages().find("p1", "g", "a.jar")).isEmpty();
            assertThat(transaction.packages().find("p2", "", "a.jar")).isEmpty();
            assertThat(transaction.packages().ofGroup("p1", "g")).containsExactly(UPLOADING);
            assertThat(transaction.packages().ofGroup("p1", "")).containsExactly(READY);
            assertThat(transaction.packages().ofProject("p1")).containsExactly(READY, UPLOADING);
            assertThat(transaction.packages().ofProject("p2")).isEmpty();
            assertThat(transaction.packages().uploading()).containsExactly(UPLOADING);
        });
    }

    @Test
    void aNameOfAGroupIsThereOnce() {
        assertThatThrownBy(() -> store.run(transaction -> transaction.packages().insert(READY)))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void packagesAreChangedAndDeleted() {
        StoredPackage changed = new StoredPackage(
                "p1",
                "g",
                "b.py",
                PackageKind.FILE,
                PackageStatus.FAILED,
                null,
                0,
                "anna",
                "原因",
                3,
                9,
                List.of(new PackageTag("a", "")),
                null);
        store.run(transaction -> {
            transaction.packages().update(changed);
            assertThat(transaction.packages().find("p1", "g", "b.py")).contains(changed);
            assertThat(transaction.packages().uploading()).isEmpty();
            assertThat(transaction.packages().find("p1", "", "a.jar")).contains(READY);
            transaction.packages().delete("p1", "g", "b.py");
            assertThat(transaction.packages().ofProject("p1")).containsExactly(READY);
        });
    }

    @Test
    void groupsAreFoundAndChangedAndDeleted() {
        PackageGroup changed = new PackageGroup("p1", "g", "anna", UploadMode.SYNCHRONOUS, 3, 9);
        store.run(transaction -> {
            assertThat(transaction.packages().group("p1", "g")).contains(GROUP);
            assertThat(transaction.packages().group("p2", "g")).isEmpty();
            transaction.packages().update(changed);
            assertThat(transaction.packages().groups("p1")).containsExactly(changed);
            transaction.packages().deleteGroup("p1", "g");
            assertThat(transaction.packages().groups("p1")).isEmpty();
        });
    }
}
