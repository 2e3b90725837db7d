package io.hearth.dist;

import static io.hearth.dist.Distribution.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.EndCause;
import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.cli.client.StatementView;
import io.hearth.dist.LiveSession.LiveDriver;
import io.hearth.testkit.FreePort;
import io.hearth.testkit.GatewayProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements that print, or give, tens of megabytes on a real Spark with a driver of 1 GiB. */
class OutputIT {

    private static final int LINES = 600_000;

    /** Each line has 99 characters and its end. */
    private static final String PRINT_LINES = "for (i <- 0 until %d) println(f\"$i%%099d\")";

    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+([0-9]+) kB");

    @TempDir
    private Path data;

    private Map<String, String> settings = Map.of();
    private GatewayProcess gateway;
    private LiveSession session;

    @BeforeEach
    void start() throws IOException {
        settings = Map.of("server.port", String.valueOf(FreePort.find()));
        gateway = Distribution.gateway(data, settings);
        session = LiveSession.idle(gateway.client(), small());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private HttpResponse<byte[]> output(int number, long from) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + gateway.port()
                + gateway.client().sessions() + "/" + session.id() + "/statements/" + number + "/output?from=" + from);
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("X-Auth-Token", gateway.client().issueToken())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    }

    /** The whole text, as soon as nothing more comes. */
    private byte[] whole(int number) throws IOException, InterruptedException {
        await().atMost(Distribution.RUN)
                .until(() -> !output(number, 0)
                        .headers()
                        .firstValue("X-Hearth-Extent")
                        .orElse("")
                        .equals("more"));
        HttpResponse<byte[]> answer = output(number, 0);
        assertThat(answer.headers().firstValue("X-Hearth-Extent")).contains("complete");
        return answer.body();
    }

    private static byte[] lines(int count) {
        StringBuilder text = new StringBuilder(count * 100);
        for (int i = 0; i < count; i++) {
            String digits = String.valueOf(i);
            text.append("0".repeat(99 - digits.length())).append(digits).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private long gatewayPeakMegabytes() throws IOException {
        Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc/" + gateway.pid() + "/status")));
        assertThat(peak.find()).isTrue();
        return Long.parseLong(peak.group(1)) >> 10;
    }

    @Test
    void whatIsPrintedAndWhatIsGivenIsThereAsAWholeAndHurtsNobody() throws Exception {
        StatementView printed = session.run(PRINT_LINES.formatted(LINES));
        assertThat(printed.state()).isEqualTo(StatementState.AVAILABLE);
        assertThat(printed.json().at("/output/truncated").asBoolean()).isTrue();
        assertThat(printed.text()).hasSizeBetween(1 << 20, (1 << 20) + 100);
        assertThat(Arrays.equals(whole(printed.id()), lines(LINES))).isTrue();

        StatementView given = session.run("println(\"first\"); \"x\" * 60000000");
        assertThat(given.state()).isEqualTo(StatementState.AVAILABLE);
        assertThat(given.json().at("/output/truncated").asBoolean()).isTrue();
        String text = new String(whole(given.id()), StandardCharsets.UTF_8);
        assertThat(text.substring(0, 40)).matches("first\nres\\d+: String = x+");
        assertThat(text.indexOf('x')).isEqualTo(text.length() - 60_000_001);
        assertThat(text.substring(text.indexOf('x')).replace("x", "")).isEqualTo("\n");

        assertThat(session.run("1 + 1").text()).endsWith(": Int = 2");
        assertThat(gatewayPeakMegabytes()).isLessThan(300);
    }

    @Test
    void whatADriverHadPrintedWhenItWasKilledIsThere() throws Exception {
        LiveDriver driver = session.driver();
        int number = session.begin(PRINT_LINES.formatted(300_000) + "; Thread.sleep(600000)");
        Path file = driver.workDirectory().resolve("output-" + session.id() + "-" + number);
        await().atMost(Distribution.RUN).until(() -> Files.exists(file) && Files.size(file) == 30_000_000);
        assertThat(output(number, 0).headers().firstValue("X-Hearth-Extent")).contains("more");

        Processes.signal("KILL", driver.pid());

        session.assertEnded(SessionState.DEAD, EndCause.DRIVER_KILLED);
        assertThat(session.statement(number).json().at("/output/truncated").asBoolean())
                .isTrue();
        assertThat(Arrays.equals(whole(number), lines(300_000))).isTrue();
        driver.assertGone();
    }

    @Test
    void aGatewayThatIsKilledMeanwhileLosesNothing() throws Exception {
        int number = session.begin(PRINT_LINES.formatted(LINES));
        await().atMost(Distribution.RUN).until(() -> output(number, 0).body().length > 0);

        gateway.kill();
        gateway = Distribution.gateway(data, settings);
        session = session.on(gateway.client());

        assertThat(session.awaitStatement(number).state()).isEqualTo(StatementState.AVAILABLE);
        assertThat(Arrays.equals(whole(number), lines(LINES))).isTrue();
    }
}
