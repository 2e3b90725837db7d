package io.hearth.dist;

import static io.hearth.dist.Distribution.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.EndCause;
import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.cli.client.Exchange;
import io.hearth.cli.client.HearthClient;
import io.hearth.cli.client.StatementView;
import io.hearth.dist.LiveSession.LiveDriver;
import io.hearth.testkit.GatewayProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A session whose executors run on a real standalone cluster. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandaloneIT {

    private StandaloneCluster cluster;
    private GatewayProcess gateway;
    private HearthClient client;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        cluster = StandaloneCluster.start(directory.resolve("cluster"));
        gateway = Distribution.gateway(
                directory.resolve("data"),
                Map.of("backend.one.master", cluster.address(), "backend.one.conf", "spark.sql.shuffle.partitions=3"));
        client = gateway.client();
        assertThat(client.exchange(
                                "POST",
                                "/v1.0/default/queues",
                                "{\"queue_name\": \"far\", \"cu_count\": 8, \"labels\": [\"backend=one\"]}",
                                Map.of())
                        .status())
                .isEqualTo(200);
    }

    @AfterAll
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void packagesReachTheExecutor() throws Exception {
        for (String name : List.of("gsjdbc3.jar", "gsjdbc4.jar")) {
            byte[] content = Files.readAllBytes(Distribution.HOME.resolve("examples/packages/" + name));
            client.upload("g", name, "jar", content);
        }
        client.upload("g", "factor.txt", "file", "2".getBytes(StandardCharsets.UTF_8));
        LiveSession session = LiveSession.idle(
                client, small("queue", "far", "executorMemory", "512M", "executorCores", 1, "groups", List.of("g")));

        StatementView ran = session.run("""
                import io.hearth.demo.wood.Wood
                import io.hearth.demo.price.Gas
                val doubled = sc.parallelize(Seq(100.0, 200.0), 2).map { kilograms =>
                  val file = java.nio.file.Path.of(org.apache.spark.SparkFiles.get("factor.txt"))
                  val factor = java.nio.file.Files.readString(file).toInt
                  (factor * Gas.euros(Wood.kilowattHours("oak", kilograms)), ProcessHandle.current.pid)
                }.collect()
                println(doubled.map(_._1.round).toList)
                println(doubled.map(_._2).distinct.mkString("pids ", ",", ""))
                spark.udf.register("euros", (kilograms: Double) => Gas.euros(Wood.kilowattHours("oak", kilograms)))
                println(spark.range(1).selectExpr("round(euros(1000D))").head)""");

        assertThat(ran.state()).as(ran.json().toString()).isEqualTo(StatementState.AVAILABLE);
        assertThat(ran.text()).contains("List(90, 180)", "[451.0]");
        assertThat(ran.text()).contains("pids " + cluster.executors().get(0).pid());
        client.deleteSession(session.id());
        session.assertEnded(SessionState.SUCCESS, EndCause.DELETED);
        await().atMost(Distribution.END).until(() -> cluster.executors().isEmpty());
    }

    @Test
    void aClassOfTheSessionRunsOnTheExecutor() throws Exception {
        LiveSession session = LiveSession.idle(
                client,
                small(
                        "queue",
                        "far",
                        "executorMemory",
                        "512M",
                        "executorCores",
                        1,
                        "conf",
                        Map.of("spark.sql.shuffle.partitions", "7")));
        LiveDriver driver = session.driver();

        session.run("""
                case class Place(number: Int, pid: Long) {
                  def twice: Int = { var sum = 0; var i = 0; while (i < 2) { sum += number; i += 1 }; sum }
                }""");
        StatementView ran = session.run("""
                val places = sc.parallelize(1 to 4, 2).map(i => Place(i, ProcessHandle.current.pid)).collect()
                println("sum " + places.map(_.twice).sum)
                println("pids " + places.map(_.pid).distinct.mkString(","))
                println("master " + sc.master + " partitions " + spark.conf.get("spark.sql.shuffle.partitions"))""");

        assertThat(ran.text()).contains("sum 20", "master " + cluster.address() + " partitions 3");
        assertThat(cluster.executors()).hasSize(1);
        long executor = cluster.executors().get(0).pid();
        assertThat(ran.text()).contains("pids " + executor);
        assertThat(executor).isNotEqualTo(driver.pid());
        assertThat(cluster.listening())
                .isNotEmpty()
                .allSatisfy(socket ->
                        assertThat(socket.getAddress().isLoopbackAddress()).isTrue());
        assertThat(client.log(session.id(), 1000))
                .anyMatch(line -> line.contains("spark.sql.shuffle.partitions is fixed by the queue's backend one"));

        // What takes the rows of SQL runs on the executor, which does not have the driver's jar.
        Exchange sql = client.exchange(
                "POST",
                client.sessions() + "/" + session.id() + "/statements",
                "{\"kind\": \"sql\", \"code\": \"select id from range(0, 100, 1, 10) where id > 42 limit 2\"}",
                Map.of());
        StatementView rows = session.awaitStatement(sql.json().path("id").asInt());
        assertThat(rows.json().at("/output/data/application~1json/data").toString())
                .as(rows.json().toString())
                .isEqualTo("[[43],[44]]");

        client.deleteSession(session.id());
        session.assertEnded(SessionState.SUCCESS, EndCause.DELETED);
        driver.assertGone();
        await().atMost(Distribution.END).until(() -> cluster.executors().isEmpty());
    }

    @Test
    void aCancelledTaskThatHeedsNothingGivesItsCoreBack(@TempDir Path directory) {
        LiveSession session =
                LiveSession.idle(client, small("queue", "far", "executorMemory", "512M", "executorCores", 1));
        session.run("val kept = 7");
        Path mark = directory.resolve("turning");
        int number = session.begin("sc.parallelize(1 to 1, 1).foreach { _ => "
                + "java.nio.file.Files.createFile(java.nio.file.Path.of(\"" + mark + "\")); while (true) {} }");
        await().atMost(Distribution.RUN).until(() -> Files.exists(mark));

        client.cancel(session.id(), number);

        assertThat(session.awaitStatement(number).state()).isEqualTo(StatementState.CANCELLED);
        assertThat(session.run("kept + sc.parallelize(1 to 4, 1).count()").text())
                .endsWith(": Long = 11");
        client.deleteSession(session.id());
        session.assertEnded(SessionState.SUCCESS, EndCause.DELETED);
        await().atMost(Distribution.END).until(() -> cluster.executors().isEmpty());
    }
}
