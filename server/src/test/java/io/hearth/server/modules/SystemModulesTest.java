package io.hearth.server.modules;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.channel.SessionPackage;
import io.hearth.server.objects.Contents;
import io.hearth.server.objects.FolderObjectStore;
import io.hearth.server.packages.Module;
import io.hearth.server.packages.PackageStatus;
import io.hearth.server.session.NamedModule;
import io.hearth.server.session.PackageState;
import io.hearth.server.store.Database;
import io.hearth.server.store.JdbiContentIndex;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemModulesTest {

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(5_000), ZoneOffset.UTC);

    @TempDir
    private Path directory;

    private Path folder;
    private Database database;
    private Contents contents;

    @BeforeEach
    void make() throws IOException {
        folder = Files.createDirectories(directory.resolve("folder"));
        database = Database.open(Database.embedded(directory), null, null);
        contents = new Contents(new FolderObjectStore(directory.resolve("objects")), new JdbiContentIndex(database));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private SystemModules install(URI repository) {
        ArtifactSource artifacts = new ArtifactSource(contents, repository, directory.resolve("data"));
        SystemModules modules = new SystemModules(contents, artifacts, CLOCK);
        modules.install(folder, Runnable::run);
        return modules;
    }

    private SystemModules install() {
        return install(repository("repository"));
    }

    /** A path's own address ends in a slash while there is such a folder. */
    private URI repository(String name) {
        return URI.create(directory.toUri() + name);
    }

    private String content(SessionPackage jar) throws IOException {
        try (InputStream content = contents.open(jar.sha256()).orElseThrow()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Adds an artifact to the repository, as Maven lays one out. */
    private void publish(String group, String artifact, String version, String dependencies) throws Exception {
        Path place = directory
                .resolve("repository")
                .resolve(group.replace('.', '/'))
                .resolve(artifact)
                .resolve(version);
        String name = artifact + "-" + version;
        writeWithSum(place.resolve(name + ".jar"), "jar of " + artifact);
        writeWithSum(place.resolve(name + ".pom"), """
                <project><modelVersion>4.0.0</modelVersion>
                <groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>
                <dependencies>%s</dependencies></project>""".formatted(group, artifact, version, dependencies));
    }

    private static void writeWithSum(Path file, String text) throws Exception {
        write(file, text);
        byte[] sum = MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(file));
        write(file.resolveSibling(file.getFileName() + ".sha1"), HexFormat.of().formatHex(sum));
    }

    private static String dependency(String artifact, String scope) {
        return "<dependency><groupId>com.example</groupId><artifactId>" + artifact
                + "</artifactId><version>1</version><scope>" + scope + "</scope></dependency>";
    }

    @Test
    void jarsBesideTheManifestAreThereAtOnceAndInTheirOrder() throws IOException {
        write(folder.resolve("mine/module.json"), """
                {"name": "sys.mine", "type": "datasource", "description": "Mine.", "jars": ["b.jar", "a.jar"]}""");
        write(folder.resolve("mine/a.jar"), "first");
        write(folder.resolve("mine/b.jar"), "second!");

        SystemModules modules = install();

        Module listed = modules.list().get(0);
        assertThat(modules.list()).hasSize(1);
        assertThat(listed.name()).isEqualTo("sys.mine");
        assertThat(listed.type()).isEqualTo("datasource");
        assertThat(listed.description()).isEqualTo("Mine.");
        assertThat(listed.status()).isEqualTo(PackageStatus.READY);
        assertThat(listed.resources()).containsExactly("b.jar", "a.jar");
        assertThat(listed.createdAt())
                .isEqualTo(Files.getLastModifiedTime(folder.resolve("mine/module.json"))
                        .toMillis());
        assertThat(listed.updatedAt()).isEqualTo(5_000);
        List<SessionPackage> jars = modules.find("sys.mine").orElseThrow().jars();
        assertThat(content(jars.get(0))).isEqualTo("second!");
        assertThat(jars.get(0).bytes()).isEqualTo(7);
        assertThat(content(jars.get(1))).isEqualTo("first");
        assertThat(modules.find("sys.other")).isEmpty();
    }

    @Test
    void coordinatesAreHadFromTheRepositoryWithWhatTheyNeedAndNotASecondTime() throws Exception {
        publish(
                "com.example",
                "top",
                "1",
                dependency("needed", "compile") + dependency("only-tests", "test") + dependency("given", "provided"));
        publish("com.example", "needed", "1", "");
        write(folder.resolve("top.json"), """
                {"name": "sys.top", "coordinates": ["com.example:top:1"]}""");

        NamedModule first = install().find("sys.top").orElseThrow();
        assertThat(first.reason()).isNull();
        assertThat(first.state()).isEqualTo(PackageState.READY);
        assertThat(first.jars())
                .extracting(SessionPackage::name)
                .containsExactly("sys.top:top-1.jar", "sys.top:needed-1.jar");
        assertThat(content(first.jars().get(1))).isEqualTo("jar of needed");

        Files.move(directory.resolve("repository"), directory.resolve("away"));
        Files.move(directory.resolve("data/repository"), directory.resolve("away-as-well"));
        assertThat(install().find("sys.top").orElseThrow().jars()).isEqualTo(first.jars());

        SystemModules modules = install(repository("empty"));
        NamedModule elsewhere = modules.find("sys.top").orElseThrow();
        assertThat(elsewhere.state()).isEqualTo(PackageState.FAILED);
        assertThat(elsewhere.reason()).contains("com.example:top:jar:1");
        // Where it was looked for is for the log alone.
        assertThat(modules.list().get(0).description()).doesNotContain("com.example");
        assertThat(elsewhere.jars()).isEmpty();
    }

    @Test
    void anArtifactThatIsNotWhatItsSumSaysIsNotTaken() throws Exception {
        publish("com.example", "top", "1", "");
        write(directory.resolve("repository/com/example/top/1/top-1.jar"), "other bytes");
        write(folder.resolve("top.json"), """
                {"name": "sys.top", "coordinates": ["com.example:top:1"]}""");

        assertThat(install().find("sys.top").orElseThrow().reason()).contains("hecksum");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"name": "a b", "jars": ["x.jar"]}                       | name must be
        {"jars": ["x.jar"]}                                      | name must be a string
        {"name": "a"}                                            | jars or coordinates
        {"name": "a", "jars": []}                                | jars or coordinates
        {"name": "a", "jars": ["x.jar"], "coordinates": ["a:b:1"]} | and not both
        {"name": "a", "jars": "x.jar"}                           | jars must be an array
        {"name": "a", "jars": [1]}                               | jars must be an array
        {"name": "a", "jars": ["none.jar"]}                      | there is no none.jar
        {"name": "a", "jars": ["../x.jar"]}                      | there is no ../x.jar
        {"name": "a", "coordinates": ["a:b"]}                    | group:artifact:version
        {"name": "a", "jar": ["x.jar"]}                          | [jar]
        []                                                       | a JSON object
        {"name":                                                 | no JSON
        """)
    void aManifestThatMakesNoSenseIsToldAndTheOthersStand(String manifest, String told) throws IOException {
        write(folder.resolve("a/module.json"), manifest);
        write(folder.resolve("a/x.jar"), "x");
        write(folder.resolve("b/module.json"), "{\"name\": \"b\", \"jars\": [\"x.jar\"]}");
        write(folder.resolve("b/x.jar"), "x");
        write(folder.resolve("c/module.json"), "{\"name\": \"b\", \"jars\": [\"x.jar\"]}");
        write(folder.resolve("c/x.jar"), "y");

        assertThat(install().list()).extracting(Module::name).containsExactly("b");
        try {
            ManifestReader.read(folder.resolve("a/module.json"));
            throw new AssertionError("it was taken");
        } catch (ManifestException e) {
            assertThat(e).hasMessageContaining(told);
        }
    }

    @Test
    void aFolderThatIsNotThereHasNoModules() throws IOException {
        Files.delete(folder);

        assertThat(install().list()).isEmpty();
    }
}
