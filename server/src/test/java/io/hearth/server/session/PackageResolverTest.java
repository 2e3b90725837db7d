package io.hearth.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.api.PackageKind;
import io.hearth.api.channel.SessionPackage;
import io.hearth.server.packages.PackageStatus;
import io.hearth.server.packages.PendingUpload;
import io.hearth.server.packages.StoredPackage;
import io.hearth.server.session.SessionRequest.GroupReference;
import io.hearth.server.session.SessionRequest.ResourceReference;
import io.hearth.server.store.Database;
import io.hearth.server.store.JdbiPackageStore;
import io.hearth.server.store.JdbiSessionStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a request names, looked for in a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackageResolverTest {

    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);
    private static final Map<String, NamedModule> MODULES = Map.of(
            "sys.good",
            new NamedModule(
                    "sys.good",
                    PackageState.READY,
                    List.of(
                            new SessionPackage("sys.good:x.jar", PackageKind.JAR, A, 1),
                            new SessionPackage("sys.good:y.jar", PackageKind.JAR, B, 2)),
                    null),
            "sys.bad",
            new NamedModule("sys.bad", PackageState.FAILED, List.of(), "no such artifact"));

    private final NamedModules modules = name -> Optional.ofNullable(MODULES.get(name));
    private Database database;
    private SessionStore sessions;

    @BeforeAll
    void fill(@TempDir Path directory) {
        database = Database.open(Database.embedded(directory), "", "");
        sessions = new JdbiSessionStore(database, new SessionChanges());
        new JdbiPackageStore(database).run(transaction -> {
            transaction.packages().insert(ready("", "one.jar", PackageKind.JAR, A));
            transaction.packages().insert(ready("g", "one.jar", PackageKind.JAR, B));
            transaction.packages().insert(ready("g", "two.py", PackageKind.PY_FILE, A));
            transaction.packages().insert(ready("g", "w.txt", PackageKind.FILE, A));
            transaction.packages().insert(ready("h", "w.txt", PackageKind.FILE, B));
            transaction.packages().insert(ready("h", "m.bin", PackageKind.MODEL_FILE, B));
            transaction
                    .packages()
                    .insert(stored("u", "going.jar", PackageKind.JAR, PackageStatus.UPLOADING, null, null));
            transaction
                    .packages()
                    .insert(stored("f", "failed.jar", PackageKind.JAR, PackageStatus.FAILED, null, "status 404"));
        });
    }

    @AfterAll
    void close() {
        database.close();
    }

    private static StoredPackage ready(String group, String name, PackageKind kind, String sha256) {
        return stored(group, name, kind, PackageStatus.READY, sha256, null);
    }

    private static StoredPackage stored(
            String group,
            String name,
            PackageKind kind,
            PackageStatus status,
            @Nullable String sha256,
            @Nullable String reason) {
        PendingUpload upload = status == PackageStatus.UPLOADING
                ? new PendingUpload("1", "https://example.com/x", kind, List.of(), null)
                : null;
        return new StoredPackage("p1", group, name, kind, status, sha256, 7, "anna", reason, 1, 1, List.of(), upload);
    }

    private List<SessionPackage> resolve(String project, int most, Requests request) {
        PackageReferences references = PackageReferences.of(request.build());
        return sessions.inTransaction(
                transaction -> new PackageResolver(modules, most).resolve(transaction.packages(), project, references));
    }

    @Test
    void theSeedsRequestNamesThreePackagesInOrderAndEachCountsOnce() {
        List<SessionPackage> found = resolve(
                "p1",
                7,
                Requests.valid()
                        .with("jars", List.of("g/one.jar", "one.jar", "g/one.jar"))
                        .with("pyFiles", List.of("g/two.py"))
                        .with("files", List.of("h/w.txt"))
                        .with(
                                "resources",
                                List.of(
                                        new ResourceReference("g/one.jar", "jar"),
                                        new ResourceReference("h/m.bin", null)))
                        .with(
                                "groups",
                                List.of(
                                        new GroupReference("g", List.of(new ResourceReference("one.jar", "jar"))),
                                        new GroupReference("g", List.of(new ResourceReference("g/two.py", null)))))
                        .with("modules", List.of("sys.good")));

        assertThat(found)
                .containsExactly(
                        new SessionPackage("g/one.jar", PackageKind.JAR, B, 7),
                        new SessionPackage("one.jar", PackageKind.JAR, A, 7),
                        new SessionPackage("g/two.py", PackageKind.PY_FILE, A, 7),
                        new SessionPackage("h/w.txt", PackageKind.FILE, B, 7),
                        new SessionPackage("h/m.bin", PackageKind.MODEL_FILE, B, 7),
                        new SessionPackage("sys.good:x.jar", PackageKind.JAR, A, 1),
                        new SessionPackage("sys.good:y.jar", PackageKind.JAR, B, 2));
    }

    @Test
    void aGroupWithoutResourcesIsAllOfIt() {
        assertThat(resolve("p1", 9, Requests.valid().with("groups", List.of(new GroupReference("g", List.of())))))
                .extracting(SessionPackage::name)
                .containsExactly("g/one.jar", "g/two.py", "g/w.txt");
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(
                        "DLI.0002: There is no package g/none.jar, which jars[1] names",
                        Requests.valid().with("jars", List.of("one.jar", "g/none.jar"))),
                Arguments.of(
                        "DLI.0002: There is no group none, which groups[0].name names",
                        Requests.valid().with("groups", List.of(new GroupReference("none", List.of())))),
                Arguments.of(
                        "DLI.0002: There is no package g/h/w.txt, which groups[0].resources[0].name names",
                        Requests.valid()
                                .with(
                                        "groups",
                                        List.of(new GroupReference(
                                                "g", List.of(new ResourceReference("h/w.txt", null)))))),
                Arguments.of(
                        "DLI.0002: There is no module sys.datasource.hbase, which modules[0] names",
                        Requests.valid().with("modules", List.of("sys.datasource.hbase"))),
                Arguments.of(
                        "DLI.0001: jars[0] names g/two.py, which must be of kind jar there; it was uploaded as pyFile",
                        Requests.valid().with("jars", List.of("g/two.py"))),
                Arguments.of(
                        "DLI.0001: resources[0].name names h/m.bin, which must be of kind file there",
                        Requests.valid().with("resources", List.of(new ResourceReference("h/m.bin", "file")))),
                Arguments.of(
                        "DLI.0012: jars[0] names u/going.jar, which is still UPLOADING",
                        Requests.valid().with("jars", List.of("u/going.jar"))),
                Arguments.of(
                        "DLI.0012: groups[0].name names f/failed.jar, which has FAILED: status 404",
                        Requests.valid().with("groups", List.of(new GroupReference("f", List.of())))),
                Arguments.of(
                        "DLI.0012: modules[0] names the module sys.bad, which the gateway could not make ready",
                        Requests.valid().with("modules", List.of("sys.bad"))),
                Arguments.of(
                        "DLI.0001: files[1] names h/w.txt, but g/w.txt has the same file name",
                        Requests.valid().with("files", List.of("g/w.txt", "h/w.txt"))),
                Arguments.of(
                        "DLI.0009: The session names 4 packages, at most 3 are allowed",
                        Requests.valid().with("jars", List.of("1.jar", "2.jar", "3.jar", "4.jar"))),
                Arguments.of(
                        "DLI.0009: The session names 5 packages, at most 3 are allowed",
                        Requests.valid()
                                .with("groups", List.of(new GroupReference("g", List.of())))
                                .with("modules", List.of("sys.good"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void refuses(String message, Requests request) {
        assertThatThrownBy(() -> resolve("p1", 3, request)).hasMessageStartingWith(message);
    }

    @Test
    void packagesOfAnotherProjectDoNotExist() {
        assertThatThrownBy(() -> resolve("p2", 3, Requests.valid().with("jars", List.of("one.jar"))))
                .hasMessageStartingWith("DLI.0002: There is no package one.jar");
    }
}
