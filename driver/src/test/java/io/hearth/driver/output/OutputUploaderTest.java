package io.hearth.driver.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.channel.CancelPolicy;
import io.hearth.api.channel.DriverSpec;
import io.hearth.api.channel.LoopChecks;
import io.hearth.api.channel.OutputLimits;
import io.hearth.api.channel.Protocol;
import io.hearth.driver.channel.Gateways;
import io.hearth.driver.output.OutputServer.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class OutputUploaderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PIECE = Protocol.MAX_PIECE_BYTES;

    @TempDir
    private Path directory;

    private OutputServer server;
    private SessionOutput session;
    private byte[] bytes;

    @BeforeEach
    void start() throws IOException {
        server = new OutputServer();
        OutputLimits limits = new OutputLimits(1_000, 64 << 20, 64 << 20);
        OutputCapture capture = new OutputCapture(limits, () -> null);
        DriverSpec spec = new DriverSpec(
                "d",
                "secret",
                List.of(server.url()),
                Map.of(),
                directory.toString(),
                1_000,
                new CancelPolicy(1_000, LoopChecks.ON),
                limits,
                0,
                List.of());
        new OutputUploader(new Gateways(spec), capture).start();
        session = capture.session();
        bytes = new byte[2 * PIECE + 12_345];
        new Random(7).nextBytes(bytes);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private StatementOutput open(int statement) {
        String id = "s-" + statement;
        return session.open(new OutputPlace(id, "s", statement, directory.resolve(id)));
    }

    private void awaitAll() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(server.text("s/0").length).isEqualTo(bytes.length));
        assertThat(Arrays.equals(server.text("s/0"), bytes)).isTrue();
    }

    private boolean isThere(String file) {
        return Files.exists(directory.resolve(file));
    }

    @Test
    void wholePiecesGoWhileTheStatementRunsAndTheRestAtItsEnd() {
        StatementOutput output = open(0);
        output.write(bytes, 0, PIECE + 5);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(server.sizes()).containsExactly(PIECE));
        output.write(bytes, PIECE + 5, bytes.length - PIECE - 5);
        session.close(output);

        awaitAll();
        assertThat(server.sizes()).containsExactly(PIECE, PIECE, 12_345);
        open(1);
        await().atMost(PATIENCE).until(() -> !isThere("s-0"));
    }

    @Test
    void goesOnWhereTheGatewaysAreAfterTrouble() {
        server.order(Trouble.AWAY, Trouble.AWAY, Trouble.ANSWER_LOST, Trouble.AWAY, Trouble.ANSWER_LOST);
        StatementOutput output = open(0);
        output.write(bytes, 0, bytes.length);
        session.close(output);

        awaitAll();
    }

    @Test
    void whatNobodyTakesIsGivenUpAndTheNextIsCarried() {
        server.order(Trouble.FULL);
        StatementOutput refused = open(1);
        refused.write(bytes, 0, 2_000);
        session.close(refused);
        StatementOutput output = open(0);
        output.write(bytes, 0, bytes.length);
        session.close(output);

        awaitAll();
        assertThat(server.text("s/1")).isEmpty();
        await().atMost(PATIENCE).until(() -> !isThere("s-1"));
    }

    @Test
    void aFileThatCodeOfUsersTookAwayIsGivenUp() throws Exception {
        server.order(Trouble.AWAY);
        StatementOutput broken = open(1);
        broken.write(bytes, 0, 2_000);
        Files.delete(directory.resolve("s-1"));
        session.close(broken);
        StatementOutput output = open(0);
        output.write(bytes, 0, bytes.length);
        session.close(output);

        awaitAll();
    }
}
