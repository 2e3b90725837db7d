package io.hearth.dist;

import static io.hearth.dist.Distribution.small;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.testkit.GatewayProcess;
import io.hearth.testkit.SelfSigned;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real driver and a real client over TLS, with a certificate for no address of this machine. */
class TlsIT {

    @TempDir
    private Path directory;

    @Test
    void aSessionLivesOverTls() throws Exception {
        try (GatewayProcess gateway = Distribution.gateway(
                directory.resolve("data"), SelfSigned.in(directory).settings())) {
            LiveSession session = LiveSession.idle(gateway.client(), small());

            assertThat(session.run("21 * 2").text()).endsWith("42");
            assertThat(gateway.log())
                    .anyMatch(line ->
                            line.contains("secret-on-command-line: ") && line.contains("server.tls.keystore-password"))
                    .noneMatch(line -> line.contains("password-4711"));
        }
    }
}
