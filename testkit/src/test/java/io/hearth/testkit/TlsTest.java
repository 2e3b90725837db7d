package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.api.SessionState;
import io.hearth.api.channel.Protocol;
import io.hearth.api.tls.Certificates;
import io.hearth.api.tls.PinnedTrust;
import io.hearth.cli.client.Credentials;
import io.hearth.cli.client.HearthClient;
import io.hearth.server.readiness.ReadinessException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that speaks TLS, to callers and to drivers. */
class TlsTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private TestGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = TestGateway.start(
                Files.createDirectory(directory.resolve("data")),
                SelfSigned.in(directory).settings(),
                new FakeLauncher(),
                Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        gateway.stop();
    }

    @Test
    void aSessionLivesOnIt() {
        assertThat(gateway.address().getScheme()).isEqualTo("https");
        assertThat(gateway.credentials().url()).isEqualTo(gateway.address());
        HearthClient client = gateway.client();
        String id = client.createSession(Map.of("kind", "spark", "queue", "default"))
                .id();
        client.awaitSession(id, view -> view.state() == SessionState.IDLE, SOON);

        assertThat(client.run(id, "hello", SOON).text()).isEqualTo("hello");
        assertThat(new HearthClient(gateway.credentials()).issueToken()).isNotBlank();
    }

    @Test
    void theClientTrustsTheCertificateThatTheCredentialsName() throws IOException {
        Credentials known = gateway.credentials();
        Credentials unknown =
                new Credentials(known.url(), known.projectId(), Optional.empty(), Optional.empty(), List.of());
        Credentials another = new Credentials(
                known.url(), known.projectId(), Optional.empty(), Optional.empty(), List.of(otherCertificate()));

        assertThat(health(new HearthClient(known))).isEqualTo(200);
        assertThatThrownBy(() -> health(new HearthClient(unknown)))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseInstanceOf(Exception.class)
                .cause()
                .isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> health(new HearthClient(another))).cause().isInstanceOf(SSLException.class);
    }

    @Test
    void theCertificateMayBeInAFileOfItsOwn() throws IOException {
        Path data = directory.resolve("data");
        String pem = Certificates.toPem(gateway.credentials().certificates().get(0));
        Files.writeString(directory.resolve("ca.pem"), pem);
        Files.writeString(
                data.resolve("other.json"),
                "{\"url\": \"%s\", \"project_id\": \"default\", \"ca_certificate\": \"../ca.pem\"}"
                        .formatted(gateway.address()));

        assertThat(health(new HearthClient(Credentials.read(data.resolve("other.json")))))
                .isEqualTo(200);
    }

    private static int health(HearthClient client) {
        return client.exchange("GET", "/q/health/ready", null, Map.of()).status();
    }

    private X509Certificate otherCertificate() throws IOException {
        Path other = Files.createDirectory(directory.resolve("other"));
        TestGateway second = TestGateway.start(
                Files.createDirectory(other.resolve("data")),
                SelfSigned.in(other).settings(),
                new FakeLauncher(),
                Clock.systemUTC());
        second.close();
        return second.credentials().certificates().get(0);
    }

    @Test
    void aDriverWithAnotherPinDoesNotConnect() throws IOException {
        AtomicInteger exits = new AtomicInteger();
        HttpClient stranger = HttpClient.newBuilder()
                .sslContext(PinnedTrust.only(List.of(otherCertificate())))
                .build();
        FakeDriver driver = new FakeDriver(stranger, gateway.address(), "d", "secret", exits::set);

        assertThatThrownBy(() -> driver.dial().join())
                .hasRootCauseMessage("the server's certificate is not the one that was expected");
    }

    @Test
    void plainHttpGetsNoAnswer() throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), gateway.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + Protocol.PATH + " HTTP/1.1\r\nHost: x\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readAllBytes();

            // At most an alert of TLS, which says that this was none.
            assertThat(answer.length).isLessThan(16);
            assertThat(new String(answer, StandardCharsets.ISO_8859_1)).doesNotContainIgnoringCase("http");
        }
    }

    @Test
    void onlyTheTwoNewestVersionsAreSpoken() throws Exception {
        assertThat(handshake("TLSv1.3")).isEqualTo("TLSv1.3");
        assertThat(handshake("TLSv1.2")).isEqualTo("TLSv1.2");
        assertThatThrownBy(() -> handshake("TLSv1.1")).isInstanceOf(SSLHandshakeException.class);
    }

    private String handshake(String protocol) throws IOException {
        SSLContext context = PinnedTrust.only(gateway.credentials().certificates());
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket(
                        InetAddress.getLoopbackAddress(), gateway.address().getPort())) {
            socket.setSSLParameters(new SSLParameters(null, new String[] {protocol}));
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    @Test
    void credentialsForgetTheCertificateWhenTlsIsTurnedOff() {
        gateway.close();

        gateway = TestGateway.start(directory.resolve("data"));

        assertThat(gateway.address().getScheme()).isEqualTo("http");
        assertThat(gateway.credentials().certificates()).isEmpty();
        assertThat(gateway.credentials().login()).isPresent();
    }

    @Test
    void aPublicAddressWithoutTlsIsRefusedAndCostsNothing() {
        Path data = directory.resolve("fresh");
        Map<String, String> open = new HashMap<>(Map.of("server.host", "0.0.0.0", "readiness.accept", ""));

        assertThatThrownBy(() -> TestGateway.start(data, open, new FakeLauncher(), Clock.systemUTC()))
                .isInstanceOf(ReadinessException.class)
                .hasMessageContaining("plain-http");

        try (TestGateway next = TestGateway.start(data)) {
            assertThat(next.credentials().login()).isPresent();
        }
    }
}
