package io.hearth.server.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.server.config.SettingSources;
import io.hearth.server.config.Settings;
import io.hearth.server.readiness.Finding.Severity;
import io.hearth.server.readiness.Situation.Account;
import io.hearth.server.readiness.Situation.Callers;
import io.hearth.server.tls.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadinessChecksTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @TempDir
    private Path data;

    private Settings settings(Map<String, String> given) {
        Map<String, String> all = new HashMap<>(Map.of("data.directory", data.toString()));
        all.putAll(given);
        return Settings.load(SettingSources.ofArguments(all));
    }

    private Situation situation(Map<String, String> given) {
        return situation(given, DriverAccount.OF_GATEWAY, Callers.ONE, Account.ORDINARY);
    }

    private Situation situation(Map<String, String> given, DriverAccount drivers, Callers callers, Account account) {
        return new Situation(settings(given), Optional.empty(), drivers, callers, account, NOW);
    }

    private static List<String> codes(Situation situation) {
        return ReadinessChecks.findings(situation).stream().map(Finding::code).toList();
    }

    private static Finding only(Situation situation) {
        List<Finding> findings = ReadinessChecks.findings(situation);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    @Test
    void oneUserOnALoopbackAddressIsFine() {
        assertThat(ReadinessChecks.findings(situation(Map.of()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.168.0.1", "gateway.example.org"})
    void plainHttpForOthersStopsTheStart(String host) {
        Situation situation = situation(Map.of("server.host", host));

        assertThatThrownBy(() -> ReadinessChecks.run(situation))
                .isInstanceOf(ReadinessException.class)
                .hasMessageContaining("server.host=" + host)
                .hasMessageContaining("server.tls.certificate")
                .hasMessageContaining("readiness.accept=plain-http");
        assertThatCode(() ->
                        ReadinessChecks.run(situation(Map.of("server.host", host, "readiness.accept", "plain-http"))))
                .doesNotThrowAnyException();
    }

    @Test
    void othersMayComeByTls() {
        X509Certificate certificate = TestCertificates.ofRsa(data).certificate();
        Instant longBefore = certificate.getNotAfter().toInstant().minus(Duration.ofDays(15));
        Situation situation = new Situation(
                settings(Map.of("server.host", "0.0.0.0")),
                Optional.of(certificate),
                DriverAccount.OF_GATEWAY,
                Callers.ONE,
                Account.ORDINARY,
                longBefore);

        assertThat(ReadinessChecks.findings(situation)).isEmpty();
    }

    @Test
    void aCertificateThatEndsSoonIsNamed() {
        X509Certificate certificate = TestCertificates.ofRsa(data).certificate();
        Instant shortlyBefore = certificate.getNotAfter().toInstant().minus(Duration.ofDays(13));
        Situation situation = new Situation(
                settings(Map.of()),
                Optional.of(certificate),
                DriverAccount.OF_GATEWAY,
                Callers.ONE,
                Account.ORDINARY,
                shortlyBefore);

        assertThat(only(situation).code()).isEqualTo("end-of-certificate");
    }

    @Test
    void aSecondUserAsksForAnotherAccount() {
        Finding finding = only(situation(Map.of(), DriverAccount.OF_GATEWAY, Callers.SEVERAL, Account.ORDINARY));

        assertThat(finding.code()).isEqualTo("shared-account");
        assertThat(finding.severity()).isEqualTo(Severity.SEVERE);
        assertThat(finding.remedy()).contains("launch.local.user", "readiness.accept=shared-account");
        assertThat(codes(situation(Map.of(), DriverAccount.SEPARATE, Callers.SEVERAL, Account.ROOT)))
                .containsExactly("shared-driver-account");
        assertThat(codes(situation(Map.of(), DriverAccount.ELSEWHERE, Callers.SEVERAL, Account.ORDINARY)))
                .isEmpty();
    }

    @Test
    void rootIsNamedUnlessItIsNeeded() {
        assertThat(codes(situation(Map.of(), DriverAccount.OF_GATEWAY, Callers.ONE, Account.ROOT)))
                .containsExactly("runs-as-root");
        assertThat(codes(situation(Map.of(), DriverAccount.ELSEWHERE, Callers.ONE, Account.ROOT)))
                .containsExactly("runs-as-root");
        assertThat(codes(situation(Map.of(), DriverAccount.SEPARATE, Callers.ONE, Account.ROOT)))
                .isEmpty();
    }

    @Test
    void aSharedDatabaseWithAFolderOfOnesOwnIsSevere() {
        assertThat(only(situation(Map.of("database.url", "jdbc:postgresql://db/hearth")))
                        .code())
                .isEqualTo("unshared-objects");
        assertThat(codes(situation(Map.of("database.url", "jdbc:h2:mem:x")))).isEmpty();
        assertThat(codes(situation(
                        Map.of("database.url", "jdbc:postgresql://db/hearth", "objects.s3.bucket", "hearth"))))
                .isEmpty();
    }

    @Test
    void anObjectStoreThatOthersCanReadIsAWarning() {
        assertThat(only(situation(Map.of("objects.s3.endpoint", "http://s3.example.com")))
                        .code())
                .isEqualTo("plain-objects");
        assertThat(codes(situation(Map.of("objects.s3.endpoint", "https://s3.example.com"))))
                .isEmpty();
        assertThat(codes(situation(Map.of("objects.s3.endpoint", "http://127.0.0.1:9000"))))
                .isEmpty();
    }

    @Test
    void whatOthersMayReadIsNamed() throws Exception {
        Path key = Files.writeString(data.resolve("tls.key"), "key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));

        assertThat(codes(situation(Map.of("server.tls.key", key.toString()))))
                .containsExactly("open-data-directory", "open-tls-key");
    }

    @Test
    void settingsThatAreUnwiseAreWarnedOf() {
        Map<String, String> unwise = Map.of(
                "auth.token-lifetime", "8d",
                "server.public-url", "http://spark.example.org",
                "database.password", "secret-0815");

        assertThat(ReadinessChecks.findings(situation(unwise)))
                .allMatch(finding -> finding.severity() == Severity.WARNING)
                .noneMatch(finding -> finding.toString().contains("secret-0815"))
                .extracting(Finding::code)
                .containsExactly("plain-public-url", "unknown-proxy", "long-token-lifetime", "secret-on-command-line");
        assertThat(codes(situation(Map.of(
                        "auth.token-lifetime",
                        "7d",
                        "server.public-url",
                        "http://localhost:8",
                        "server.trusted-proxies",
                        "127.0.0.1"))))
                .isEmpty();
    }
}
