package io.hearth.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.cli.client.HearthClient;
import io.hearth.testkit.GatewayProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands of the README, run as they stand there. */
class ReadmeIT {

    private static final Path HOME = Path.of(System.getProperty("hearth.home"));
    private static final Path ROOT = HOME.resolve("../../..").normalize();
    private static final Duration DEMO = Duration.ofMinutes(15);
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration RUN = Duration.ofMinutes(3);
    private static final String ADDRESS = "http://127.0.0.1:8090";
    private static final String OVER = "--- over: ";

    @TempDir
    Path directory;

    /** What stands in blocks of code, without comments; and commands of this repository within the text. */
    private static List<String> commands(String name) throws IOException {
        List<String> commands = new ArrayList<>();
        boolean fenced = false;
        for (String line : Files.readAllLines(ROOT.resolve(name))) {
            if (line.startsWith("```")) {
                fenced = !fenced;
            } else if (fenced && !line.isBlank() && !line.startsWith("#")) {
                commands.add(line);
            } else if (!fenced && line.startsWith("    ")) {
                commands.add(line.strip());
            } else if (!fenced) {
                Stream.of(line.split("`", -1))
                        .filter(text -> text.startsWith("./") && text.contains(" "))
                        .forEach(commands::add);
            }
        }
        return commands;
    }

    private static List<String> curlCommands() throws IOException {
        List<String> commands = commands("README.md");
        int first = commands.indexOf("API=" + ADDRESS + "/v2.0/default");
        assertThat(first).as("the line that says where the API is").isNotNegative();
        return commands.subList(first, commands.size());
    }

    @Test
    void bothLanguagesNameTheSameCommands() throws IOException {
        List<String> commands = commands("README.md");

        assertThat(commands)
                .startsWith("./hearth demo", "./hearth demo --exit", "./mvnw verify", "./hearth up")
                .hasSizeGreaterThan(8);
        assertThat(commands("README.zh-CN.md")).isEqualTo(commands);
        assertThat(curlCommands())
                .allMatch(line -> line.startsWith("api ") || line.matches("(API|ID|TOKEN)=.*|api\\(\\) .*"));
    }

    @Test
    void everyTestIsRunByOneCommandWhichIsTheOneOfCi() throws IOException {
        assertThat(ROOT.resolve("mvnw")).isExecutable();
        assertThat(Files.readAllLines(ROOT.resolve(".ci/run")))
                .anyMatch(line -> line.matches(".*\\./mvnw .*\\bverify\\b.*"));
    }

    @Test
    void theDemoEndsAsExpected() throws Exception {
        Path output = directory.resolve("output");
        Process demo = new ProcessBuilder("sh", "-c", "./hearth demo --exit")
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(demo.waitFor(DEMO.toSeconds(), TimeUnit.SECONDS))
                    .as("it should have ended")
                    .isTrue();
        } finally {
            demo.destroy();
        }
        assertThat(demo.exitValue()).as(Files.readString(output)).isZero();
    }

    /** Every line, with pauses where its text says that one would wait. */
    @Test
    void theFirstSessionGoesAsDescribed() throws Exception {
        assumeTrue(hasCurl(), "curl is not installed, so the curl lines of the README are not run");
        try (GatewayProcess gateway = GatewayProcess.start(HOME, directory.resolve("data"), Map.of(), builder -> {
                    String shipped = HOME.resolve("bin/hearth").toString();
                    builder.command()
                            .replaceAll(word -> word.equals(shipped)
                                    ? ROOT.resolve("hearth").toString()
                                    : word);
                });
                Shell shell = new Shell(directory)) {
            HearthClient client = gateway.client();
            List<JsonNode> answers = new ArrayList<>();
            for (String command : curlCommands()) {
                if (command.endsWith("/statements/0")) {
                    String id = answers.get(0).required("id").asString();
                    client.awaitStatement(id, 0, START);
                    client.awaitSettled(id, RUN);
                }
                String output = shell.run(command.replace(ADDRESS, "http://127.0.0.1:" + gateway.port())
                        .replace("./hearth token", ROOT.resolve("hearth") + " token"));
                if (command.startsWith("api ")) {
                    answers.add(JsonMapper.shared().readTree(output));
                } else {
                    assertThat(output).as(command).isEmpty();
                }
            }

            assertThat(answers).hasSize(6);
            String id = answers.get(0).required("id").asString();
            assertThat(answers.get(0).required("state").asString()).isEqualTo("starting");
            assertThat(answers.get(0).required("name").asString()).isEqualTo("first");
            assertThat(answers.get(1).required("id").asInt()).isZero();
            assertThat(answers.get(2).required("state").asString()).isEqualTo(StatementState.AVAILABLE.wireName());
            assertThat(answers.get(2).at("/output/data/text~1plain").asString()).contains("499500");
            assertThat(answers.get(3).required("events").findValuesAsString("name"))
                    .contains("ready");
            assertThat(answers.get(4).required("id").asString()).isEqualTo(id);
            assertThat(answers.get(4).required("log").size()).isBetween(1, 50);
            assertThat(answers.get(5).required("msg").asString()).isEqualTo("deleted");
            assertThat(client.awaitSession(id, view -> view.state().isFinal(), RUN)
                            .state())
                    .isEqualTo(SessionState.SUCCESS);
        }
    }

    private static boolean hasCurl() throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v curl").start().waitFor() == 0;
    }

    /** A shell that is typed into, one command after the other. */
    private static final class Shell implements AutoCloseable {

        private final Process process;
        private final BufferedReader output;

        Shell(Path directory) throws IOException {
            process = new ProcessBuilder("sh")
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            output = process.inputReader();
        }

        /** What a command prints; it must succeed. */
        String run(String command) throws IOException {
            process.outputWriter()
                    .append(command)
                    .append("\nprintf '\\n" + OVER + "%s\\n' $?\n")
                    .flush();
            StringBuilder text = new StringBuilder();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(OVER)) {
                    assertThat(line).as(command + " printed " + text).isEqualTo(OVER + "0");
                    return text.toString().strip();
                }
                text.append(line).append('\n');
            }
            throw new AssertionError("the shell ended at " + command + ": " + text);
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
