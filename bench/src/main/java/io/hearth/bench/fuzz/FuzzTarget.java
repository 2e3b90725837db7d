package io.hearth.bench.fuzz;

import io.hearth.bench.lab.ScratchDirectory;
import io.hearth.bench.toy.ToyJava;
import io.hearth.cli.client.Credentials;
import io.hearth.cli.client.Exchange;
import io.hearth.cli.client.HearthClient;
import io.hearth.testkit.GatewayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The gateway that is asked: the finished distribution with toy drivers. */
final class FuzzTarget implements AutoCloseable {

    private static final String SESSION = """
            {"kind": "spark", "queue": "default", "driverMemory": "1G", "executorMemory": "1G", "numExecutors": 1}""";

    private static final Duration END = Duration.ofMinutes(1);

    private final ScratchDirectory directory;
    private final GatewayProcess gateway;
    private final HearthClient client;
    private final Credentials credentials;

    private FuzzTarget(ScratchDirectory directory, GatewayProcess gateway) throws IOException {
        this.directory = directory;
        this.gateway = gateway;
        this.credentials = Credentials.read(gateway.data().resolve(Credentials.FILE_NAME));
        this.client = new HearthClient(credentials);
    }

    static FuzzTarget start(Path home) throws IOException {
        ScratchDirectory directory = ScratchDirectory.create();
        try {
            ToyJava java = ToyJava.in(directory.path());
            Path data = Files.createDirectory(directory.path().resolve("data"));
            Map<String, String> settings = Map.of(
                    "launch.java", java.command().toString(),
                    "launch.local.max-heap", "1g",
                    // Room for four: sessions beyond wait, and what is asked of a session is asked of both kinds.
                    "launch.local.memory-budget", "6g",
                    "driver.shutdown-grace", "2s");
            return new FuzzTarget(directory, GatewayProcess.start(home, data, settings));
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    int port() {
        return gateway.port();
    }

    long pid() {
        return gateway.pid();
    }

    String token() {
        return client.issueToken();
    }

    String document() {
        return client.exchange("GET", "/q/openapi", null, Map.of()).body();
    }

    /** Ends every session and starts a fresh one, which the next requests name. */
    Places renew() {
        sessions().forEach(session -> {
            String id = session.path("id").asString();
            if (!session.path("state").asString().matches("success|dead|error|shutting_down")) {
                client.deleteSession(id);
            }
        });
        Exchange made = client.exchange("POST", client.sessions(), SESSION, Map.of());
        if (made.status() != 200) {
            throw new IllegalStateException("a right request is refused: " + made.body());
        }
        return new Places(credentials.projectId(), made.json().path("id").asString());
    }

    /** As {@link #renew}, and removes the queue that the recorded requests make: one of those before may have made it, too. */
    Places renewForRecorded() {
        Places places = renew();
        for (JsonNode session : sessions()) {
            if (session.path("state").asString().equals("shutting_down")) {
                client.awaitSession(
                        session.path("id").asString(), view -> view.state().isFinal(), END);
            }
        }
        Exchange removed =
                client.exchange("DELETE", places.fill("/v1.0/{project_id}/queues/{queue_name}"), null, Map.of());
        if (removed.status() != 200 && removed.status() != 404) {
            throw new IllegalStateException("the queue cannot be removed: " + removed.body());
        }
        return places;
    }

    private JsonNode sessions() {
        return client.exchange("GET", client.sessions() + "?size=1000", null, Map.of())
                .json()
                .path("sessions");
    }

    /** What the gateway said of faults. */
    long faultsInLog() {
        return gateway.log().stream().filter(line -> line.contains(" ERROR ")).count();
    }

    @Override
    public void close() throws IOException {
        try (directory) {
            gateway.close();
        }
    }
}
