package io.hearth.dist;

import static io.hearth.dist.Distribution.small;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.StatementState;
import io.hearth.cli.client.HearthClient;
import io.hearth.cli.client.StatementView;
import io.hearth.testkit.EventReader;
import io.hearth.testkit.EventReader.Event;
import io.hearth.testkit.GatewayProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a statement on a real Spark prints, read while it runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamIT {

    private GatewayProcess gateway;
    private HearthClient client;
    private LiveSession session;
    private Gates gates;

    @BeforeAll
    void start(@TempDir Path data, @TempDir Path directory) {
        gateway = Distribution.gateway(data, Map.of());
        client = gateway.client();
        session = LiveSession.idle(client, small());
        gates = new Gates(directory);
        session.run(gates.definition());
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private EventReader follow(int number, String last) {
        URI address = URI.create("http://127.0.0.1:" + gateway.port() + client.sessions() + "/" + session.id()
                + "/statements/" + number + "/stream");
        return EventReader.open(address, client.issueToken(), last);
    }

    @Test
    void whatIsPrintedComesPieceByPiece() throws IOException {
        int number = session.submit("for (i <- 1 to 20) { println(s\"tick 火 $i\"); gate(\"tick\" + i) }; 1 + 1")
                .id();
        try (EventReader reader = follow(number, "")) {
            reader.awaitText("tick 火 1\n");
            assertThat(session.statement(number).state()).isEqualTo(StatementState.RUNNING);
            for (int tick = 1; tick <= 20; tick++) {
                reader.awaitText("tick 火 " + tick + "\n");
                gates.open("tick" + tick);
            }
            reader.awaitEnd();

            StatementView over = session.awaitStatement(number);
            assertThat(reader.text().strip()).isEqualTo(over.text().strip()).startsWith("tick 火 1\ntick 火 2\n");
            assertThat(reader.events().stream().filter(event -> event.name().equals("output")))
                    .hasSizeGreaterThan(10);
            assertThat(reader.events().get(reader.events().size() - 1).json()).isEqualTo(over.json());
        }
    }

    @Test
    void whoComesAgainHasTheWholeTextInTheEnd() throws IOException {
        int number = session.submit(
                        "for (i <- 1 to 3000) { println(s\"line $i 🔥\"); if (i % 500 == 0) gate(\"round\" + i / 500) }")
                .id();
        StringBuilder text = new StringBuilder();
        String last = "";
        int rounds = 0;
        boolean over = false;
        while (!over) {
            try (EventReader reader = follow(number, last)) {
                String before = last;
                reader.await(event -> !event.id().equals(before));
                reader.close();
                List<Event> events = new ArrayList<>(reader.events());
                for (Event event : events) {
                    last = event.id();
                    if (event.name().equals("output")) {
                        text.append(event.json().path("text").asString());
                    } else if (event.name().equals("state")) {
                        over = event.json().path("state").asString().equals("available");
                    }
                }
                rounds++;
                gates.open("round" + rounds);
            }
        }
        assertThat(rounds).isGreaterThan(3);
        assertThat(text.toString().strip())
                .isEqualTo(session.awaitStatement(number).text())
                .endsWith("line 3000 🔥");
    }

    @Test
    void jobsStagesTasksAndRowsAreCounted() {
        Path file = Distribution.HOME.resolve("examples/winter.csv");
        int number = session.submit("sc.textFile(\"" + file + "\", 8).map { l => Thread.sleep(1); l.length -> 1 }"
                        + ".reduceByKey(_ + _, 2).collect().size")
                .id();
        try (EventReader reader = follow(number, "")) {
            reader.awaitEnd();
            List<JsonNode> progress = reader.events().stream()
                    .filter(event -> event.name().equals("progress"))
                    .map(Event::json)
                    .toList();
            assertThat(progress).isNotEmpty();
            assertThat(progress.stream().map(step -> step.path("progress").asDouble()))
                    .isSorted();
            JsonNode latest = progress.get(progress.size() - 1);
            assertThat(latest.at("/jobs/total").asInt()).isEqualTo(1);
            assertThat(latest.at("/stages/total").asInt()).isEqualTo(2);
            assertThat(latest.at("/tasks/total").asInt()).isGreaterThanOrEqualTo(10);
            assertThat(latest.path("rows").asLong()).isPositive();
        }
    }
}
