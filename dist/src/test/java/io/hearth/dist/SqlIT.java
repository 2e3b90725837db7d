package io.hearth.dist;

import static io.hearth.dist.Distribution.small;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.StatementState;
import io.hearth.cli.client.Exchange;
import io.hearth.cli.client.HearthClient;
import io.hearth.cli.client.StatementView;
import io.hearth.testkit.GatewayProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Statements of SQL beside Scala cells, in one session of a real Spark. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlIT {

    private GatewayProcess gateway;
    private HearthClient client;
    private LiveSession session;

    @BeforeAll
    void start(@TempDir Path data) {
        gateway = Distribution.gateway(data, Map.of("statement.max-rows", "5"));
        client = gateway.client();
        session = LiveSession.idle(
                client,
                small("conf", Map.of("spark.sql.session.timeZone", "Asia/Shanghai", "spark.ui.enabled", "false")));
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private int submit(String code) {
        String body = JsonMapper.shared().writeValueAsString(Map.of("kind", "sql", "code", code));
        Exchange taken = client.exchange("POST", path(""), body, Map.of());
        assertThat(taken.status()).as(taken.body()).isEqualTo(200);
        return taken.json().path("id").asInt();
    }

    private String path(String rest) {
        return client.sessions() + "/" + session.id() + "/statements" + rest;
    }

    private StatementView run(String code) {
        return session.awaitStatement(submit(code));
    }

    /** The body itself: what reads numbers could change their digits. */
    private String body(StatementView statement) {
        assertThat(statement.state())
                .as(() -> statement.json().toPrettyString())
                .isEqualTo(StatementState.AVAILABLE);
        return client.exchange("GET", path("/" + statement.id()), null, Map.of())
                .body();
    }

    @Test
    void scalaAndSqlShareTheirViews() {
        session.run(
                "case class Person(name: String, age: Long); Seq(Person(\"Ann\", 30)).toDF.createTempView(\"people\")");
        assertThat(body(run("select name, age, 1.50 as price, timestamp '2026-01-01 00:00:00' as at from people")))
                .contains("\"kind\":\"sql\"")
                .contains("\"data\":{\"application/json\":{\"schema\":{\"type\":\"struct\",\"fields\":[")
                .contains("\"data\":[[\"Ann\",30,1.50,\"2026-01-01T00:00:00+08:00\"]],\"truncated\":false}}}")
                .doesNotContain("text/plain");

        assertThat(body(run("create temp view adults as select * from people where age > 17;")))
                .contains("\"data\":[],\"truncated\":false");
        assertThat(session.run("spark.table(\"adults\").count()").text()).endsWith(": Long = 1");
        assertThat(body(run("show tables"))).contains("\"adults\"", "\"people\"");
    }

    @Test
    void functionsOfTheUserPrintAndAreCounted() {
        session.run("spark.udf.register(\"loud\", (id: Long) => { println(s\"row $id\"); id })");
        StatementView statement = run("select loud(id) from range(0, 100, 1, 50)");
        assertThat(body(statement)).contains("\"data\":[[0],[1],[2],[3],[4]],\"truncated\":true}");
        assertThat(statement.text()).contains("row 0\n", "row 4\n").doesNotContain("row 99");
    }

    @Test
    void errorsReadAsThoseOfScala() {
        StatementView unknown = run("select nothing from nowhere");
        assertThat(unknown.state()).isEqualTo(StatementState.ERROR);
        assertThat(unknown.errorName()).endsWith("AnalysisException");
        assertThat(unknown.errorValue()).contains("nowhere");
        assertThat(unknown.traceback()).isNotEmpty().noneMatch(line -> line.contains("io.hearth"));

        StatementView unreadable = run("selec 1");
        assertThat(unreadable.errorName()).endsWith("ParseException");

        StatementView several = run("select 1; select 2");
        assertThat(several.errorName()).endsWith("SeveralStatements");
        assertThat(several.errorValue()).contains("this one has 2");
    }

    @Test
    void aLongQueryMovesAndIsCancelled() {
        session.run("spark.udf.register(\"slow\", (id: Long) => { Thread.sleep(200); id })");
        int number = submit("select sum(slow(id)) from range(0, 400, 1, 400)");
        client.awaitStatement(
                session.id(), number, view -> view.progress() > 0 && view.progress() < 1, Distribution.RUN);

        client.cancel(session.id(), number);

        StatementView cancelled = session.awaitStatement(number);
        assertThat(cancelled.state()).isEqualTo(StatementState.CANCELLED);
        assertThat(cancelled.errorName()).isEqualTo("StatementCancelled");
        assertThat(body(run("select 1 as after"))).contains("\"data\":[[1]]");
    }
}
