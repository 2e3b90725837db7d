package io.hearth.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.server.config.SettingSources;
import io.hearth.server.config.Settings;
import io.hearth.server.tls.TestCertificates;
import io.hearth.server.tls.TlsException;
import io.hearth.server.tls.TlsIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsSettingsTest {

    @TempDir
    private Path directory;

    private static Optional<TlsIdentity> identity(Map<String, String> settings) {
        return TlsSettings.identity(Settings.load(SettingSources.ofArguments(settings)));
    }

    private static Map<String, String> pem(Path certificate, Path key) {
        return Map.of("server.tls.certificate", certificate.toString(), "server.tls.key", key.toString());
    }

    private static Map<String, String> keystore(Path file, String password) {
        return Map.of("server.tls.keystore", file.toString(), "server.tls.keystore-password", password);
    }

    @Test
    void nothingSetIsPlainHttp() {
        assertThat(identity(Map.of())).isEmpty();
    }

    @Test
    void aCertificateIsReadInEachOfItsForms() {
        TestCertificates rsa = TestCertificates.ofRsa(directory);
        TestCertificates ec = TestCertificates.ofEc(directory);

        assertThat(identity(pem(rsa.pem(), rsa.key())).orElseThrow().certificate())
                .isEqualTo(rsa.certificate());
        assertThat(identity(pem(ec.pem(), ec.key())).orElseThrow().certificate())
                .isEqualTo(ec.certificate());
        assertThat(identity(keystore(rsa.keystore(), TestCertificates.PASSWORD))
                        .orElseThrow()
                        .certificate())
                .isEqualTo(rsa.certificate());
    }

    @ParameterizedTest
    @CsvSource({
        "server.tls.certificate, server.tls.key is required",
        "server.tls.key, server.tls.certificate is required",
        "server.tls.keystore, server.tls.keystore-password is required",
        "server.tls.keystore-password, server.tls.keystore is required"
    })
    void halfOfItIsRefused(String key, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> identity(Map.of(key, "x")))
                .withMessage(key + " is set, so " + sentence);
    }

    @Test
    void bothFormsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> identity(Map.of("server.tls.keystore", "x", "server.tls.certificate", "y")))
                .withMessageContaining("set the one or the other two");
    }

    @Test
    void whatCannotBeUsedIsToldWithItsFile() throws Exception {
        TestCertificates one = TestCertificates.ofRsa(directory);
        TestCertificates other = TestCertificates.ofRsa(directory);
        TestCertificates ec = TestCertificates.ofEc(directory);
        Path missing = directory.resolve("missing");
        Path old = Files.writeString(
                directory.resolve("old.key"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");

        assertRefused(pem(one.pem(), other.key()), "not that of the first certificate");
        assertRefused(pem(one.pem(), ec.key()), "not that of the first certificate");
        assertRefused(pem(one.pem(), old), old + " does not hold a private key", "openssl pkcs8 -topk8 -nocrypt");
        assertRefused(pem(one.key(), one.key()), one.key() + " does not hold certificates");
        assertRefused(pem(missing, one.key()), missing + " cannot be read");
        assertRefused(keystore(one.keystore(), "wrong-0815"), "keystore-password does not open " + one.keystore());
        assertRefused(keystore(one.pem(), "x"), one.pem() + " cannot be read as a PKCS12 key store");
    }

    private static void assertRefused(Map<String, String> settings, String... texts) {
        assertThatThrownBy(() -> identity(settings))
                .isInstanceOf(TlsException.class)
                .hasMessageContainingAll(texts)
                .hasMessageNotContaining("wrong-0815");
    }
}
