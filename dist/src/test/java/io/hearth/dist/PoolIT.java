package io.hearth.dist;

import static io.hearth.dist.Distribution.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.cli.client.HearthClient;
import io.hearth.cli.client.StatementView;
import io.hearth.testkit.GatewayProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A session that takes a warm driver, beside one that has its driver launched: nobody can tell them apart. */
class PoolIT {

    /** What would be different in a shell, a Spark or a JVM that had been used before. */
    private static final List<String> CELLS = List.of(
            "1 + 1",
            "sc.appName",
            "spark.conf.get(\"spark.sql.shuffle.partitions\")",
            "import java.time.Instant; case class Point(x: Int, y: Int)",
            "Point(1, 2).getClass.getName.replaceAll(\"@.*\", \"\")",
            "{ val job = sc.parallelize(1 to 10).countAsync(); job.get() + job.jobIds.mkString(\" in job \", \", \", \"\") }",
            "Seq(Point(1, 2), Point(3, 4)).toDS.filter(_.x > 1).show()",
            "spark.sql(\"select count(*) from range(1000) where id % 7 = 0\").show()",
            "spark.catalog.listTables().count()",
            "sc.getPersistentRDDs.size + sc.listFiles().size + sc.listJars().size",
            "sc.getConf.getAll.map(_._1).sorted.mkString(\" \")",
            "spark.streams.active.length",
            "System.getProperties.stringPropertyNames.toArray.map(_.toString).filter(_.startsWith(\"spark\")).sorted.mkString(\" \")",
            "notDefinedAnywhere",
            "1 + 2");

    @TempDir
    Path data;

    private static long drivers(HearthClient client, String state) {
        return metric(client, "hearth_pool_drivers{state=\"" + state + "\"} ");
    }

    private static long metric(HearthClient client, String name) {
        return client.exchange("GET", "/q/metrics", null, Map.of())
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length())))
                .sum();
    }

    private static List<String> eventNames(HearthClient client, LiveSession session) {
        return client.events(session.id())
                .path("events")
                .valueStream()
                .map(event -> event.path("name").asString())
                .toList();
    }

    private static Map<String, Object> request(String name) {
        return small("name", name, "conf", Map.of("spark.sql.shuffle.partitions", "3"), "driverCores", 1);
    }

    @Test
    void whatASessionShowsDoesNotTellWhereItsDriverCameFrom() {
        Map<String, String> settings =
                Map.of("pool.queues", "default=1-1", "launch.local.max-heap", "1g", "launch.local.memory-budget", "3g");
        try (GatewayProcess gateway = Distribution.gateway(data, settings)) {
            HearthClient client = gateway.client();
            await().atMost(Duration.ofMinutes(5)).until(() -> drivers(client, "ready") == 1);
            assertThat(gateway.drivers()).hasSize(1);
            long warm = gateway.drivers().get(0).pid();

            LiveSession pooled = LiveSession.idle(client, request("same"));
            LiveSession launched = LiveSession.idle(client, request("same"));

            assertThat(pooled.driver().pid()).isEqualTo(warm);
            assertThat(launched.driver().pid()).isNotEqualTo(warm);
            assertThat(metric(client, "hearth_pool_requests_total{result=\"hit\"} "))
                    .isEqualTo(1);
            for (String cell : CELLS) {
                StatementView one = pooled.run(cell);
                StatementView other = launched.run(cell);
                assertThat(one.id()).as(cell).isEqualTo(other.id());
                assertThat(one.state()).as(cell).isEqualTo(other.state());
                assertThat(one.json().path("output"))
                        .as(cell)
                        .isEqualTo(other.json().path("output"));
            }
            assertThat(pooled.statement(0).text()).isEqualTo("res0: Int = 2");
            assertThat(pooled.statement(1).text()).endsWith("same");
            assertThat(eventNames(client, pooled)).isEqualTo(eventNames(client, launched));
            JsonNode queued = client.events(pooled.id()).path("events").get(0);
            assertThat(queued.path("name").asString()).isEqualTo("queued");
            assertThat(pooled.view().json().path("appId"))
                    .isNotEqualTo(launched.view().json().path("appId"));
            assertThat(client.log(pooled.id(), 1_000))
                    .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("warm"));
        }
    }
}
