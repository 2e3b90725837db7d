package io.hearth.driver.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.channel.DriverFrame;
import io.hearth.driver.channel.FakeGateway;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class FloodTest {

    /** Less than the journal may take of the disk, which in turn is less than what is printed. */
    private static final String HEAP = "-Xmx40m";

    @TempDir
    private Path directory;

    @Test
    void aSmallHeapOutlivesMuchOutputWithoutAGatewayAndEveryEndArrivesOnceAndInOrder() throws Exception {
        try (FakeGateway gateway = new FakeGateway()) {
            gateway.stopApplying();
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            HEAP,
                            "-XX:+ExitOnOutOfMemoryError",
                            "-cp",
                            System.getProperty("java.class.path"),
                            FloodedDriver.class.getName(),
                            gateway.url(),
                            directory.toString())
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader said = process.inputReader(UTF_8)) {
                assertThat(said.readLine()).isEqualTo(FloodedDriver.FLOODED);
                gateway.awaitHeard(DriverFrame.StatementEnded.class, end -> end.statement() == 20);
                // What was on its way is sent again.
                gateway.cutAndStartApplying();
                assertThat(said.readLine()).isNull();
                assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isZero();
            } finally {
                process.destroyForcibly();
            }
            assertThat(gateway.upgrades()).hasSize(2);
            assertThat(gateway.sequences().stream().distinct().toList())
                    .isEqualTo(LongStream.rangeClosed(1, FloodedDriver.STATEMENTS)
                            .boxed()
                            .toList());
            check(gateway.applied());
        }
    }

    private static void check(List<DriverFrame> applied) {
        assertThat(applied).hasSize(FloodedDriver.STATEMENTS);
        int whole = 0;
        for (int statement = 0; statement < FloodedDriver.STATEMENTS; statement++) {
            DriverFrame.StatementEnded end = (DriverFrame.StatementEnded) applied.get(statement);
            assertThat(end.statement()).isEqualTo(statement);
            String text = end.outcome().text();
            assertThat(text).startsWith(FloodedDriver.textOf(statement).substring(0, 1_000));
            if (end.outcome().truncated()) {
                assertThat(text).contains("more characters are not shown");
            } else {
                assertThat(text).isEqualTo(FloodedDriver.textOf(statement));
                whole++;
            }
        }
        assertThat(whole).isBetween(60, 63);
    }
}
