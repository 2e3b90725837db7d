package io.hearth.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.api.MemorySize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static final Surroundings LAPTOP = new Surroundings(
            MemorySize.ofGibibytes(16), 8, Path.of("/opt/java/bin/java"), Optional.of(Path.of("/hearth")));

    @TempDir
    Path directory;

    @Test
    void nothingSetGivesDefaults() {
        Settings settings = load(Map.of(), Map.of());

        assertThat(settings.get(Keys.SERVER_HOST)).isEqualTo(new BindAddress("127.0.0.1"));
        assertThat(settings.get(Keys.SERVER_PORT)).isEqualTo(8090);
        assertThat(settings.get(Keys.SESSION_IDLE_TIMEOUT)).isEqualTo(Duration.ofHours(1));
        assertThat(settings.get(Keys.SERVER_MAX_BODY_BYTES)).isEqualTo(MemorySize.ofMebibytes(2));
        assertThat(settings.get(Keys.DATABASE_URL)).isEmpty();
        assertThat(settings.get(Keys.CONF_DENIED)).isEmpty();
        assertThat(settings.get(Keys.CONF_FORCED)).isEmpty();
        assertThat(settings.get(Keys.SHUTDOWN_SESSIONS)).isEmpty();
        assertThat(load(Map.of(), Map.of("shutdown.sessions", "keep")).get(Keys.SHUTDOWN_SESSIONS))
                .contains(ShutdownSessions.KEEP);
        assertThat(settings.changes()).isEmpty();
    }

    @Test
    void computedDefaultsComeFromTheSurroundings() {
        Settings settings = load(Map.of(), Map.of());

        assertThat(settings.get(Keys.LAUNCH_LOCAL_MAX_HEAP)).isEqualTo(MemorySize.ofGibibytes(4));
        assertThat(settings.get(Keys.LAUNCH_LOCAL_MEMORY_BUDGET))
                .isEqualTo(MemorySize.ofMebibytes(16 * 1024 * 80 / 100));
        assertThat(settings.get(Keys.LAUNCH_LOCAL_STARTS_AT_ONCE)).isEqualTo(16);
        assertThat(settings.get(Keys.LAUNCH_JAVA)).isEqualTo(Path.of("/opt/java/bin/java"));
        assertThat(settings.get(Keys.SPARK_HOME)).contains(Path.of("/hearth/spark"));
        assertThat(settings.get(Keys.LAUNCH_DRIVER_JAR)).contains(Path.of("/hearth/lib/driver/hearth-driver.jar"));
    }

    @Test
    void aSmallMachineStillGetsOneGibibyteOfHeap() {
        Surroundings small = new Surroundings(MemorySize.ofGibibytes(2), 1, Path.of("java"), Optional.empty());

        Settings settings = Settings.load(SettingSources.ofArguments(Map.of()), small);

        assertThat(settings.get(Keys.LAUNCH_LOCAL_MAX_HEAP)).isEqualTo(MemorySize.ofGibibytes(1));
        assertThat(settings.get(Keys.SPARK_HOME)).isEmpty();
    }

    @Test
    void thisMachineHasMemoryAndAJava() {
        Surroundings surroundings = Surroundings.ofThisProcess(Optional.empty());

        assertThat(surroundings.memory()).isGreaterThan(MemorySize.ofMebibytes(256));
        assertThat(surroundings.java()).isExecutable();
        assertThat(surroundings.home()).isEmpty();
    }

    @Test
    void environmentWinsOverFileAndArgumentsWinOverBoth() throws IOException {
        Path file = write("session.idle-timeout = 10s\ndriver.lease=20s\nproject.id=from-file\n");
        Map<String, String> environment =
                Map.of("HEARTH_DRIVER_LEASE", "30s", "HEARTH_PROJECT_ID", "from-environment", "PATH", "/bin");

        Settings settings = Settings.load(
                new SettingSources(Optional.of(file), environment, Map.of("project.id", "from-arguments")), LAPTOP);

        assertThat(settings.get(Keys.SESSION_IDLE_TIMEOUT)).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.get(Keys.DRIVER_LEASE)).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.get(Keys.PROJECT_ID)).isEqualTo("from-arguments");
        assertThat(settings.changes())
                .containsExactly(
                        "project.id=from-arguments (on the command line)",
                        "session.idle-timeout=10s (in " + file + ")",
                        "driver.lease=30s (in the environment)");
    }

    @Test
    void anUnknownKeyNamesItselfItsPlaceAndTheNearestOne() throws IOException {
        Path file = write("sesion.idle-timeout=1h\n");

        assertThatThrownBy(() -> Settings.load(
                        new SettingSources(
                                Optional.of(file), Map.of("HEARTH_SERVER_PROT", "1"), Map.of("log.levle", "info")),
                        LAPTOP))
                .isInstanceOf(SettingsException.class)
                .hasMessage(String.join(
                        System.lineSeparator(),
                        "There is no setting sesion.idle-timeout (in " + file
                                + "); the nearest is session.idle-timeout.",
                        "There is no setting HEARTH_SERVER_PROT (in the environment); the nearest is HEARTH_SERVER_PORT.",
                        "There is no setting log.levle (on the command line); the nearest is log.level."));
    }

    @Test
    void variablesOfTheScriptsAreNoUnknownSettings() {
        Map<String, String> environment = Map.of("HEARTH_HOME", "/hearth", "HEARTH_JAVA_OPTS", "-Xmx1g");

        assertThat(load(environment, Map.of()).changes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server.port|70000",
                "server.port|-1",
                "server.port|''",
                "server.port|eight",
                "session.idle-timeout|3600",
                "session.idle-timeout|0s",
                "session.idle-timeout|1 fortnight",
                "server.max-body-bytes|2097152",
                "server.max-body-bytes|1t",
                "data.directory|''",
                "project.id|a/b",
                "server.host|a b",
                "server.host|http://host",
                "server.public-url|spark.example.org",
                "server.public-url|https://spark.example.org/hearth",
                "server.public-url|https://user@spark.example.org",
                "readiness.accept|everything",
                "database.url|postgres://host",
                "database.url|jdbc:postgresql://host/db?password=x",
                "auth.token-lifetime|10s",
                "auth.failures.limit|0",
                "auth.oidc.issuer|http://id.example.org",
                "auth.oidc.issuer|id.example.org",
                "auth.oidc.issuer|https://",
                "auth.oidc.issuer|https://id.example.org?x=1",
                "auth.oidc.jwks-url|file:/etc/passwd",
                "auth.oidc.jwks-url|http://127.0.0.1.example.org/keys",
                "conf.forced|spark.a",
                "conf.forced|=b",
                "conf.defaults|spark.a=1;spark.a=2",
                "shutdown.sessions|leave",
                "log.level|INFO"
            })
    void aValueThatCannotBeStopsTheStart(String key, String text) {
        assertThatThrownBy(() -> load(Map.of(), Map.of(key, text)))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(key + "=" + text + " (on the command line) is not right: it takes ");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true, localhost",
        "127.0.0.1, true, 127.0.0.1",
        "127.1.2.3, true, 127.1.2.3",
        "::1, true, [::1]",
        "0.0.0.0, false, 127.0.0.1",
        "::, false, 127.0.0.1",
        "10.0.0.7, false, 10.0.0.7",
        "fd00::7, false, [fd00::7]",
        "127.1, false, 127.1",
        "localhost.example.org, false, localhost.example.org"
    })
    void addressesToListenOnAreToldApart(String host, boolean loopback, String dialled) {
        BindAddress address = load(Map.of(), Map.of("server.host", host)).get(Keys.SERVER_HOST);

        assertThat(address.isLoopback()).isEqualTo(loopback);
        assertThat(address.dialled()).isEqualTo(dialled);
    }

    @Test
    void acceptedRisksAreTakenByTheirCodes() {
        assertThat(load(Map.of(), Map.of("readiness.accept", "plain-http, unshared-objects"))
                        .get(Keys.READINESS_ACCEPT))
                .containsExactlyInAnyOrder(Risk.PLAIN_HTTP, Risk.UNSHARED_OBJECTS);
    }

    @Test
    void aPublicUrlLosesTheSlashAtItsEnd() {
        assertThat(load(Map.of(), Map.of("server.public-url", "https://spark.example.org/"))
                        .get(Keys.SERVER_PUBLIC_URL))
                .hasValueSatisfying(url -> assertThat(url).hasToString("https://spark.example.org"));
    }

    @Test
    void listsAndMapsAreSplitAndStripped() {
        Settings settings = load(
                Map.of(),
                Map.of(
                        "conf.denied",
                        "spark.a, spark.b,",
                        "conf.forced",
                        "spark.c = x=y ; spark.d=;",
                        "log.level",
                        "warn"));

        assertThat(settings.get(Keys.CONF_DENIED)).containsExactly("spark.a", "spark.b");
        assertThat(settings.get(Keys.CONF_FORCED))
                .containsExactly(Map.entry("spark.c", "x=y"), Map.entry("spark.d", ""));
        assertThat(settings.get(Keys.LOG_LEVEL)).isEqualTo(LogLevel.WARN);
    }

    @Test
    void backendsAreNamedByTheOperatorInEverySource() throws IOException {
        Path file = write("backend.one.master=spark://10.0.0.1:7077,10.0.0.2:7077\nbackend.one.conf=spark.a=b\n");
        Map<String, String> environment =
                Map.of("HEARTH_BACKEND_TWO2_MASTER", "local", "HEARTH_BACKEND_ONE_CONF", "spark.a=c");

        Settings settings = Settings.load(new SettingSources(Optional.of(file), environment, Map.of()), LAPTOP);

        assertThat(settings.get(Keys.BACKEND_MASTER))
                .isEqualTo(Map.of("one", "spark://10.0.0.1:7077,10.0.0.2:7077", "two2", "local"));
        assertThat(settings.get(Keys.BACKEND_CONF)).isEqualTo(Map.of("one", Map.of("spark.a", "c")));
        assertThat(settings.changes())
                .containsExactly(
                        "backend.one.conf=spark.a=c (in the environment)",
                        "backend.one.master=spark://10.0.0.1:7077,10.0.0.2:7077 (in " + file + ")",
                        "backend.two2.master=local (in the environment)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "backend.local.master|local|backend.local.master is set, but the backend local is always there",
                "backend.one.conf|spark.a=b|backend.one.conf is set, but backend.one.master is not",
                "backend.one.master|yarn|backend.one.master=yarn (on the command line) is not right",
                "backend.one.master|spark://host|backend.one.master=spark://host (on the command line) is not right",
                "backend.One.master|local|There is no setting backend.One.master",
                "backend.a-b.master|local|There is no setting backend.a-b.master",
                "backend.one.mastre|local|There is no setting backend.one.mastre",
                "backend.master|local|There is no setting backend.master"
            })
    void halfABackendAndMisspeltOnesStopTheStart(String key, String text, String problem) {
        assertThatThrownBy(() -> load(Map.of(), Map.of(key, text)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void aFileMayHoldAnyText() throws IOException {
        Path file = write("conf.defaults=spark.app.name=温暖的炉边\n");

        Settings settings = Settings.load(new SettingSources(Optional.of(file), Map.of(), Map.of()), LAPTOP);

        assertThat(settings.get(Keys.CONF_DEFAULTS)).containsEntry("spark.app.name", "温暖的炉边");
    }

    @Test
    void aFileThatIsNotThereOrNoTextStopsTheStart() throws IOException {
        Path missing = directory.resolve("missing.properties");
        Path binary = Files.write(directory.resolve("binary.properties"), new byte[] {(byte) 0xc3, (byte) 0x28});

        assertThatThrownBy(() -> Settings.load(new SettingSources(Optional.of(missing), Map.of(), Map.of()), LAPTOP))
                .hasMessage("The settings file " + missing + " does not exist.");
        assertThatThrownBy(() -> Settings.load(new SettingSources(Optional.of(binary), Map.of(), Map.of()), LAPTOP))
                .hasMessage("The settings file " + binary + " is not UTF-8.");
    }

    @Test
    void secretsAreMaskedWhereverTheyArePrinted() {
        Settings settings = load(Map.of("HEARTH_DATABASE_PASSWORD", "sesame"), Map.of());

        assertThat(settings.get(Keys.DATABASE_PASSWORD).reveal()).isEqualTo("sesame");
        assertThat(settings.get(Keys.DATABASE_PASSWORD)).hasToString("******");
        assertThat(settings.changes()).containsExactly("database.password=****** (in the environment)");
    }

    private static Settings load(Map<String, String> environment, Map<String, String> arguments) {
        return Settings.load(new SettingSources(Optional.empty(), environment, arguments), LAPTOP);
    }

    private Path write(String text) throws IOException {
        return Files.write(directory.resolve("hearth.properties"), text.getBytes(StandardCharsets.UTF_8));
    }
}
