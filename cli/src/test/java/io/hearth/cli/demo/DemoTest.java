package io.hearth.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.cli.FakeApi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration with a shell script in the gateway's place. */
class DemoTest {

    private static final Map<String, Map<String, Object>> RIGHT_OUTCOMES = Map.of(
            "val answer", FakeApi.prints("answer: Int = 42"),
            "case class", FakeApi.prints("oak\nbirch"),
            "val winter", FakeApi.prints("beech"),
            "for (month", FakeApi.prints("3 days of frost"),
            "Seq(3, 2, 1", FakeApi.fails("java.lang.ArithmeticException", "/ by zero"),
            "answer + fires", FakeApi.prints("res5: Long = 45"),
            "import io.hearth.demo", FakeApi.prints("oak      saved    451 euros of gas"),
            "winter.groupBy", FakeApi.prints("beech    saved   2009 euros of gas"));

    private static final String REQUEST = "{\"kind\": \"spark\", \"cluster_name\": \"test_cluster\"}";

    @TempDir
    Path home;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private DataDirectory data = DataDirectory.kept(Path.of(""));

    @BeforeEach
    void makeDataDirectory() throws IOException {
        Path packages = Files.createDirectories(home.resolve("examples").resolve("packages"));
        for (String name : List.of("gsjdbc2.jar", "gsjdbc3.jar", "gsjdbc4.jar")) {
            Files.writeString(packages.resolve(name), "content of " + name);
        }
        Files.writeString(packages.resolveSibling("create-session.json"), REQUEST);
        data = new DataDirectory(Files.createDirectory(home.resolve("my data")), DataDirectory.AtTheEnd.REMOVE);
    }

    @Test
    void endsWithZeroWhenAllIsAsExpected() throws IOException, InterruptedException {
        try (FakeApi api = new FakeApi(DemoTest::rightOutcome)) {
            gatewayScript(readyAt(api) + "cat >/dev/null; echo ended >" + quoted(home.resolve("ended")));

            assertThat(demo()).isZero();

            assertThat(output())
                    .contains("The gateway is ready at " + api.credentials().url())
                    .contains("Session s1 is idle")
                    .contains("  > val answer = 6 * 7")
                    .contains("    answer: Int = 42")
                    .contains("    java.lang.ArithmeticException: / by zero")
                    .contains("✓ All 8 statements ended as expected.")
                    .doesNotContain("\u001b");
            assertThat(api.uploads())
                    .containsExactly(
                            "group=group.tesddws&kind=jar gsjdbc2.jar content of gsjdbc2.jar",
                            "group=group.tesddws&kind=jar gsjdbc3.jar content of gsjdbc3.jar",
                            "group=group.tesddws&kind=jar gsjdbc4.jar content of gsjdbc4.jar");
            assertThat(api.requests()).containsExactly(REQUEST);
            assertThat(api.isDeleted()).isTrue();
            assertThat(home.resolve("ended")).exists();
            assertThat(data.path()).doesNotExist();
        }
    }

    @Test
    void endsWithOneWhenAStatementIsNotAsExpected() throws IOException, InterruptedException {
        try (FakeApi api = new FakeApi(code -> FakeApi.prints("42"))) {
            gatewayScript(readyAt(api) + "cat >/dev/null");

            assertThat(demo()).isOne();

            assertThat(output()).contains("expected error with “java.lang.ArithmeticException”");
        }
    }

    @Test
    void saysWhatAGatewaySaidThatDidNotStart() throws IOException, InterruptedException {
        gatewayScript("echo 'port 8090 is taken' >&2; exit 3");

        assertThat(demo()).isOne();

        assertThat(output()).contains("The gateway has ended by itself").contains("port 8090 is taken");
    }

    @Test
    void noticesThatTheGatewayIsGone() throws IOException, InterruptedException {
        try (FakeApi api = new FakeApi(code -> {
            throw new IllegalStateException("no answer");
        })) {
            gatewayScript(readyAt(api) + "echo 'out of luck'; exit 4");

            assertThat(demo()).isOne();

            assertThat(output()).contains("The gateway has ended by itself").contains("out of luck");
        }
    }

    private int demo() throws IOException, InterruptedException {
        Screen screen = new Screen(new PrintStream(written, true, StandardCharsets.UTF_8), Screen.Style.PLAIN);
        return new Demo(screen, home, data, 0, Demo.After.END).run();
    }

    private String output() {
        return written.toString(StandardCharsets.UTF_8);
    }

    /** @param body runs with {@code up --port N --data DIR --end-with-input} as its arguments */
    private void gatewayScript(String body) throws IOException {
        Path script = Files.createDirectories(home.resolve("bin")).resolve("hearth");
        Files.writeString(script, "#!/bin/sh\n" + body + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    private static String readyAt(FakeApi api) {
        String url = api.credentials().url().toString();
        return """
                echo '{"url":"%s","project_id":"default"}' >"$5/credentials.json"
                echo "Hearth is ready at %s"
                """.formatted(url, url);
    }

    private static String quoted(Path path) {
        return "'" + path + "'";
    }

    private static Map<String, Object> rightOutcome(String code) {
        return RIGHT_OUTCOMES.entrySet().stream()
                .filter(entry -> code.startsWith(entry.getKey()))
                .findFirst()
                .orElseThrow()
                .getValue();
    }
}
