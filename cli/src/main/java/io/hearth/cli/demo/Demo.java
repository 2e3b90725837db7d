package io.hearth.cli.demo;

import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.cli.client.Credentials;
import io.hearth.cli.client.HearthClient;
import io.hearth.cli.client.HttpFailure;
import io.hearth.cli.client.SessionView;
import io.hearth.cli.client.StatementView;
import io.hearth.cli.client.WaitingFailed;
import io.hearth.cli.demo.Screen.Colour;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The demonstration from its first line to its last. */
final class Demo {

    private static final Duration GATEWAY_START = Duration.ofMinutes(1);
    private static final Duration SESSION_START = Duration.ofMinutes(4);
    private static final Duration STATEMENT = Duration.ofMinutes(3);
    private static final Duration SESSION_END = Duration.ofSeconds(15);
    private static final Duration END_OF_PROCESS = Duration.ofSeconds(2);
    private static final long POLL_MILLIS = 50;
    private static final int LOG_LINES = 30;
    private static final int TRACEBACK_LINES = 4;

    private static final int AS_EXPECTED = 0;
    private static final int NOT_AS_EXPECTED = 1;

    /** Where the example looks for its packages. */
    private static final String GROUP = "group.tesddws";

    private static final List<String> PACKAGES = List.of("gsjdbc2.jar", "gsjdbc3.jar", "gsjdbc4.jar");

    /** What follows the last statement. */
    enum After {
        END,
        STAY
    }

    private final Screen screen;
    private final Path home;
    private final DataDirectory data;
    private final int port;
    private final After after;
    private final AtomicBoolean ending = new AtomicBoolean();

    Demo(Screen screen, Path home, DataDirectory data, int port, After after) {
        this.screen = screen;
        this.home = home;
        this.data = data;
        this.port = port;
        this.after = after;
    }

    /** Returns the exit code. */
    int run() throws IOException, InterruptedException {
        GatewayProcess gateway = GatewayProcess.start(home, port, data.path());
        Thread onSignal = new Thread(() -> end(gateway), "end-of-demo");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            return runOn(gateway);
        } catch (UncheckedIOException | HttpFailure | WaitingFailed e) {
            return failed(gateway, e);
        } finally {
            end(gateway);
        }
    }

    private int runOn(GatewayProcess gateway) throws IOException, InterruptedException {
        if (!awaitReady(gateway)) {
            return gatewayEnded(gateway);
        }
        Credentials credentials = gateway.credentials();
        HearthClient client = new HearthClient(credentials);
        uploadPackages(client);
        SessionView session = startSession(client);
        if (session.state() != SessionState.IDLE) {
            screen.line(Colour.RED, "✗ The session ended as " + session.state().wireName() + ". The end of its log:");
            client.log(session.id(), LOG_LINES).forEach(screen::line);
            return NOT_AS_EXPECTED;
        }
        int result = runStatements(client, session.id());
        return switch (after) {
            case END -> {
                client.deleteSession(session.id());
                client.awaitSession(session.id(), view -> view.state().isFinal(), SESSION_END);
                yield result;
            }
            case STAY -> stay(gateway, credentials, client, session.id());
        };
    }

    /** Returns whether the gateway is there; if not, it has ended. */
    private boolean awaitReady(GatewayProcess gateway) throws IOException, InterruptedException {
        try (Screen.Progress progress = screen.progress("Starting the gateway")) {
            while (!gateway.isReady()) {
                if (!gateway.isAlive()) {
                    return false;
                }
                if (progress.elapsed().compareTo(GATEWAY_START) > 0) {
                    throw new IOException("the gateway was not ready after " + GATEWAY_START.toSeconds()
                            + " s; its log:\n" + String.join("\n", gateway.newestOutput(LOG_LINES)));
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
            progress.close();
            succeeded("The gateway is ready at " + gateway.credentials().url(), progress.elapsed());
            return true;
        }
    }

    private void uploadPackages(HearthClient client) throws IOException {
        for (String name : PACKAGES) {
            byte[] content = Files.readAllBytes(examples().resolve("packages").resolve(name));
            client.upload(GROUP, name, "jar", content);
        }
        screen.line(
                Colour.GREEN, "✓ Packages of group %s are uploaded: %s".formatted(GROUP, String.join(", ", PACKAGES)));
    }

    private Path examples() {
        return home.resolve("examples");
    }

    private SessionView startSession(HearthClient client) throws IOException {
        String request = Files.readString(examples().resolve("create-session.json"));
        screen.line("");
        screen.line(Colour.BOLD, "The example request of the API's description");
        screen.block(Colour.CYAN, "  > ", request);
        try (Screen.Progress progress = screen.progress("Starting a Spark session")) {
            SessionView created = client.createSession(request);
            SessionView settled = client.awaitSession(
                    created.id(),
                    view -> {
                        progress.detail(view.state().wireName());
                        return view.state() == SessionState.IDLE || view.state().isFinal();
                    },
                    SESSION_START);
            progress.close();
            if (settled.state() == SessionState.IDLE) {
                succeeded("Session " + settled.id() + " is idle", progress.elapsed());
            }
            return settled;
        }
    }

    private int runStatements(HearthClient client, String sessionId) {
        List<DemoStatement> statements =
                DemoStatement.all(examples().resolve("winter.csv").toAbsolutePath());
        int unexpected = 0;
        for (DemoStatement statement : statements) {
            screen.line("");
            screen.line(Colour.BOLD, statement.title());
            screen.block(Colour.CYAN, "  > ", statement.code());
            if (!run(client, sessionId, statement)) {
                unexpected++;
            }
        }
        screen.line("");
        if (unexpected > 0) {
            screen.line(
                    Colour.RED,
                    "✗ %d of %d statements did not end as expected.".formatted(unexpected, statements.size()));
            return NOT_AS_EXPECTED;
        }
        screen.line(Colour.GREEN, "✓ All %d statements ended as expected.".formatted(statements.size()));
        return AS_EXPECTED;
    }

    private boolean run(HearthClient client, String sessionId, DemoStatement statement) {
        StatementView result;
        Duration elapsed;
        try (Screen.Progress progress = screen.movement("  running")) {
            int number = client.submit(sessionId, statement.code()).id();
            result = client.awaitStatement(
                    sessionId,
                    number,
                    view -> {
                        progress.detail(String.format(Locale.ROOT, "%.0f %%", 100 * view.progress()));
                        return view.state().isFinal();
                    },
                    STATEMENT);
            elapsed = progress.elapsed();
        }
        screen.block(Colour.NONE, "    ", result.text());
        if (result.state() != StatementState.AVAILABLE) {
            String error = result.errorName() + ": " + result.errorValue();
            screen.line(Colour.RED, "    " + error);
            result.traceback().stream()
                    .filter(line -> !line.equals(error))
                    .limit(TRACEBACK_LINES)
                    .forEach(line -> screen.line(Colour.DIM, "    " + line.stripTrailing()));
        }
        if (statement.isAsExpected(result)) {
            screen.line(Colour.DIM, "  ✓ " + result.state().wireName() + ", " + Screen.seconds(elapsed));
            return true;
        }
        screen.line(
                Colour.RED,
                "  ✗ %s, %s; expected %s with “%s”"
                        .formatted(
                                result.state().wireName(),
                                Screen.seconds(elapsed),
                                statement.state().wireName(),
                                statement.expected()));
        return false;
    }

    private int stay(GatewayProcess gateway, Credentials credentials, HearthClient client, String sessionId)
            throws IOException, InterruptedException {
        String statements = credentials.url() + client.sessions() + "/" + sessionId + "/statements";
        screen.line("");
        screen.line("The gateway listens at " + credentials.url() + " and the session is yours. In another terminal:");
        screen.line("");
        screen.line(
                Colour.CYAN,
                "  TOKEN=$(" + home.resolve("bin").resolve("hearth") + " token --data " + data.path() + ")");
        screen.line(Colour.CYAN, "  curl -s " + statements + " -H \"X-Auth-Token: $TOKEN\" \\");
        screen.line(Colour.CYAN, "    -H 'Content-Type: application/json' \\");
        screen.line(Colour.CYAN, "    -d '{\"code\": \"winter.filter(\\\"burned_kg > 30\\\").count()\"}'");
        screen.line(
                Colour.CYAN,
                "  curl -s " + statements + "/" + nextNumber(client, sessionId) + " -H \"X-Auth-Token: $TOKEN\"");
        screen.line("");
        screen.line("Ctrl-C here ends the session and the gateway.");
        gateway.awaitExitCode();
        return gatewayEnded(gateway);
    }

    private static int nextNumber(HearthClient client, String sessionId) {
        return client.exchange("GET", client.sessions() + "/" + sessionId + "/statements?size=1", null, Map.of())
                .json()
                .path("total_statements")
                .asInt(0);
    }

    private void succeeded(String what, Duration elapsed) {
        screen.line(Colour.GREEN, "✓ " + what + " (" + Screen.seconds(elapsed) + ")");
    }

    private int failed(GatewayProcess gateway, RuntimeException failure) throws IOException, InterruptedException {
        // A connection breaks a moment before the process behind it has ended.
        if (failure instanceof UncheckedIOException && gateway.endsWithin(END_OF_PROCESS)) {
            return gatewayEnded(gateway);
        }
        screen.line(Colour.RED, "✗ " + failure.getMessage());
        return NOT_AS_EXPECTED;
    }

    /** Says nothing when its end was asked for. */
    private int gatewayEnded(GatewayProcess gateway) throws IOException {
        if (!ending.getAndSet(true)) {
            screen.line(Colour.RED, "✗ The gateway has ended by itself. What it said last:");
            gateway.newestOutput(LOG_LINES).forEach(screen::line);
            // A driver may be left, which ends itself when its lease is over and uses the directory until then.
            screen.line("Its data is still in " + data.path());
        }
        return NOT_AS_EXPECTED;
    }

    /** Runs once: at the end of the demonstration, or on a signal, whichever is first. */
    private synchronized void end(GatewayProcess gateway) {
        if (ending.getAndSet(true)) {
            return;
        }
        try (Screen.Progress progress = screen.progress("Ending the gateway")) {
            gateway.close();
        }
        try {
            data.release();
        } catch (IOException e) {
            screen.line(Colour.RED, "✗ " + data.path() + " could not be removed: " + e.getMessage());
        }
    }
}
