package io.hearth.dist;

import static io.hearth.dist.Distribution.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.cli.client.HearthClient;
import io.hearth.cli.client.StatementView;
import io.hearth.dist.LiveSession.LiveDriver;
import io.hearth.testkit.GatewayProcess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A session that outlives its driver, with real Spark. */
class RecoverIT {

    private GatewayProcess gateway;
    private HearthClient client;

    @BeforeEach
    void start(@TempDir Path data) {
        gateway = Distribution.gateway(data, Map.of());
        client = gateway.client();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aSessionWhoseStatementExitedGoesOnWithItsDefinitions() {
        Map<String, Object> request = new HashMap<>(small());
        request.put("recover", true);
        LiveSession session = LiveSession.idle(client, request);
        LiveDriver first = session.driver();
        session.run("import scala.util.Try\ncase class Price(cents: Long)\ndef twice(n: Int) = Try(2 * n).get");
        session.run("val lost = 41; println(\"once\")");
        session.run("def more = lost + 1");
        recoverable(session, "spark.range(5).createOrReplaceTempView(\"five\"); val kept = 6; println(\"again\")");
        session.run("object Rates { val eur = 3 }");
        int exit = session.submit("Thread.sleep(300); System.exit(7)").id();
        int waits = session.submit("twice(21)").id();

        StatementView exited = session.awaitStatement(exit);

        assertThat(exited.state()).isEqualTo(StatementState.ERROR);
        assertThat(exited.errorName()).isEqualTo("USER_CODE_EXITED");
        assertThat(session.awaitStatement(waits).text()).endsWith(": Int = 42");
        session.awaitIdle();
        assertThat(session.run("Seq(Price(5), Price(6)).toDS().map(_.cents).reduce(_ + _)")
                        .text())
                .endsWith(": Long = 11");
        assertThat(session.run("spark.table(\"five\").count() + kept + Rates.eur")
                        .text())
                .endsWith(": Long = 14");
        assertThat(session.run("lost").errorName()).isEqualTo("CompileError");
        assertThat(session.statement(1).text()).isEqualTo("lost: Int = 41\nonce");
        assertThat(session.statement(3).text()).contains("again");
        JsonNode last = session.view().json().path("recovery").path("last");
        assertThat(last.path("cause").asString()).isEqualTo("USER_CODE_EXITED");
        assertThat(last.path("restored").toString()).isEqualTo("[0,3,4]");
        assertThat(last.path("not_restored").findValuesAsString("id")).containsExactly("1", "2", "5");
        assertThat(last.path("not_restored").get(0).path("reason").asString()).contains("more than define");
        assertThat(last.path("not_restored").get(1).path("reason").asString()).contains("not found: value lost");
        first.assertGone();

        LiveDriver second = session.driver();
        assertThat(second.pid()).isNotEqualTo(first.pid());
        client.deleteSession(session.id());
        await().atMost(Distribution.END).until(() -> session.state() == SessionState.SUCCESS);
        second.assertGone();
    }

    private void recoverable(LiveSession session, String code) {
        JsonNode made = client.exchange(
                        "POST",
                        client.sessions() + "/" + session.id() + "/statements",
                        JsonMapper.shared().writeValueAsString(Map.of("code", code, "recoverable", true)),
                        Map.of())
                .orThrow()
                .json();
        assertThat(session.awaitStatement(made.path("id").asInt()).state()).isEqualTo(StatementState.AVAILABLE);
    }
}
