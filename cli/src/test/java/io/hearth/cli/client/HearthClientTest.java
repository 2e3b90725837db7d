package io.hearth.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.cli.FakeApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HearthClientTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void runsAStatementToItsEnd() throws IOException {
        try (FakeApi api = new FakeApi(code -> FakeApi.prints("ran " + code))) {
            HearthClient client = new HearthClient(api.credentials());

            SessionView session = client.createSession(Map.of("kind", "spark", "queue", "default"));
            StatementView statement = client.run(session.id(), "1 + 1", LONG);

            assertThat(session.state()).isEqualTo(SessionState.STARTING);
            assertThat(client.awaitSettled(session.id(), LONG).state()).isEqualTo(SessionState.IDLE);
            assertThat(statement.state()).isEqualTo(StatementState.AVAILABLE);
            assertThat(statement.text()).isEqualTo("ran 1 + 1");
            assertThat(statement.errorName()).isEmpty();
            assertThat(client.log(session.id(), 10)).containsExactly("one", "two");
        }
    }

    @Test
    void showsAnErrorOfTheCode() throws IOException {
        try (FakeApi api = new FakeApi(code -> FakeApi.fails("java.lang.Error", "no"))) {
            HearthClient client = new HearthClient(api.credentials());

            StatementView statement = client.run("s1", "throw new Error", LONG);

            assertThat(statement.state()).isEqualTo(StatementState.ERROR);
            assertThat(statement.errorName()).isEqualTo("java.lang.Error");
            assertThat(statement.errorValue()).isEqualTo("no");
            assertThat(statement.traceback()).containsExactly("at the top", "below it");
        }
    }

    @Test
    void aRefusedCallCarriesTheErrorOfTheContract() throws IOException {
        try (FakeApi api = new FakeApi(FakeApi::prints)) {
            HearthClient client = new HearthClient(api.credentials());

            assertThatThrownBy(() -> client.session("s2")).isInstanceOfSatisfying(HttpFailure.class, failure -> {
                assertThat(failure.status()).isEqualTo(404);
                assertThat(failure.errorCode()).isEqualTo("DLI.0023");
                assertThat(failure).hasMessage("DLI.0023: There is no /v2.0/default/sessions/s2");
            });
        }
    }

    @Test
    void aRawExchangeIsNeverAnException() throws IOException {
        try (FakeApi api = new FakeApi(FakeApi::prints)) {
            Exchange exchange = new HearthClient(api.credentials()).exchange("GET", "/nothing", null, Map.of());

            assertThat(exchange.status()).isEqualTo(404);
            assertThat(exchange.json().path("error_code").asString()).isEqualTo("DLI.0023");
        }
    }

    @Test
    void awaitingEndsWhenTheTimeIsOver() throws IOException {
        try (FakeApi api = new FakeApi(FakeApi::prints)) {
            HearthClient client = new HearthClient(api.credentials());

            assertThatThrownBy(() -> client.awaitSession("s1", view -> false, Duration.ZERO))
                    .isInstanceOf(WaitingFailed.class)
                    .hasMessage("after 0 s session s1 is IDLE");
        }
    }

    @Test
    void aGatewayThatIsGoneIsAnIoFailure() throws IOException {
        Credentials credentials;
        try (FakeApi api = new FakeApi(FakeApi::prints)) {
            credentials = api.credentials();
        }

        assertThatThrownBy(() -> new HearthClient(credentials).session("s1")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void readsCredentialsWithMoreFieldsThanItNeeds(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve(Credentials.FILE_NAME), """
                {"url": "http://127.0.0.1:8090", "project_id": "default", "user": "admin"}""");

        Credentials credentials = Credentials.read(file);

        assertThat(credentials.url()).hasToString("http://127.0.0.1:8090");
        assertThat(credentials.projectId()).isEqualTo("default");
    }
}
