package io.hearth.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.api.MemorySize;
import io.hearth.api.ResourceClass;
import io.hearth.server.session.SessionRequest.GroupReference;
import io.hearth.server.session.SessionRequest.ResourceReference;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionPlannerTest {

    private final SessionPlanner planner = new SessionPlanner(3600, ConfRules.none());

    @Test
    void aBareRequestIsOfClassA() {
        SessionPlan plan = planner.plan(Requests.valid().build());
        assertThat(plan)
                .isEqualTo(new SessionPlan(
                        "default",
                        ResourceClass.A,
                        ResourceClass.A.sizes(),
                        8,
                        3,
                        Map.of(),
                        null,
                        3600,
                        List.of(),
                        false,
                        List.of()));
    }

    @ParameterizedTest
    @CsvSource({"A, 8", "B, 16", "C, 32"})
    void classesHaveTheirOwnUnits(String name, long units) {
        SessionPlan plan = planner.plan(Requests.valid().with("sc_type", name).build());
        assertThat(plan.resourceClass()).isEqualTo(ResourceClass.valueOf(name));
        assertThat(plan.computeUnits()).isEqualTo(units);
    }

    @Test
    void theQueueWinsOverTheClusterAndIsKeptInLowerCase() {
        assertThat(planner.plan(Requests.valid()
                                .with("queue", "Queue_1")
                                .with("cluster_name", "other")
                                .build())
                        .queue())
                .isEqualTo("queue_1");
        assertThat(planner.plan(Requests.valid()
                                .without("queue")
                                .with("cluster_name", "OTHER")
                                .build())
                        .queue())
                .isEqualTo("other");
    }

    @Test
    void fieldsReplaceConfAndConfReplacesTheClass() {
        SessionPlan plan = planner.plan(Requests.valid()
                .with("driverMemory", "1024M")
                .with("numExecutors", 1L)
                .with("executorCores", 1L)
                .with(
                        "conf",
                        Map.of(
                                "spark.driver.memory", "9g",
                                "spark.executor.memory", "512m",
                                "spark.driver.cores", "1",
                                "spark.sql.shuffle.partitions", "8"))
                .build());
        assertThat(plan.resourceClass()).isNull();
        assertThat(plan.sizes().driverMemory()).isEqualTo(MemorySize.ofGibibytes(1));
        assertThat(plan.sizes().executorMemory()).isEqualTo(MemorySize.ofMebibytes(512));
        assertThat(plan.sizes().driverCores()).isEqualTo(1);
        assertThat(plan.sizes().executors()).isEqualTo(1);
        assertThat(plan.computeUnits()).isEqualTo(2);
        assertThat(plan.conf()).containsOnlyKeys("spark.sql.shuffle.partitions");
    }

    @Test
    void aValueEqualToTheClassStillMakesItCustomised() {
        SessionPlan plan = planner.plan(
                Requests.valid().with("conf", Map.of("spark.driver.cores", "2")).build());
        assertThat(plan.resourceClass()).isNull();
        assertThat(plan.computeUnits()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({"0, 3600", "1, 1", "316224000, 316224000"})
    void theIdleTimeoutIsTheRequestsOrTheServers(long asked, long planned) {
        assertThat(planner.plan(Requests.valid()
                                .with("heartbeatTimeoutInSecond", asked)
                                .build())
                        .idleTimeoutSeconds())
                .isEqualTo(planned);
    }

    @Test
    void ignoredFieldsAreNoticedAndVeryManyAreSummedUp() {
        assertThat(planner.plan(Requests.valid()
                                .with("ignored", List.of("a", "b[0].c"))
                                .build())
                        .notices())
                .containsExactly("field a is not known and was ignored", "field b[0].c is not known and was ignored");
        assertThat(planner.plan(Requests.valid()
                                .with("ignored", Collections.nCopies(60, "x"))
                                .build())
                        .notices())
                .hasSize(51)
                .last()
                .isEqualTo("more fields are not known and were ignored");
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("DLI.0001: kind is required", Requests.valid().without("kind")),
                Arguments.of(
                        "DLI.0001: kind must be spark, not SPARK",
                        Requests.valid().with("kind", "SPARK")),
                Arguments.of(
                        "DLI.0001: queue, or cluster_name, is required",
                        Requests.valid().without("queue")),
                Arguments.of(
                        "DLI.0001: queue, or cluster_name, is required",
                        Requests.valid().with("queue", "")),
                Arguments.of(
                        "DLI.0008: There is no queue named a b",
                        Requests.valid().with("queue", "a b")),
                Arguments.of(
                        "DLI.0008: There is no queue named 123",
                        Requests.valid().with("queue", "123")),
                Arguments.of(
                        "DLI.0008: There is no queue named _a", Requests.valid().with("queue", "_a")),
                Arguments.of(
                        "DLI.0008: There is no queue named aaa",
                        Requests.valid().with("queue", "a".repeat(129))),
                Arguments.of(
                        "DLI.0001: sc_type must be A, B or C, not a",
                        Requests.valid().with("sc_type", "a")),
                Arguments.of(
                        "DLI.0001: sc_type must be A, B or C, not CUSTOMIZED",
                        Requests.valid().with("sc_type", "CUSTOMIZED")),
                Arguments.of(
                        "DLI.0001: name has 129 characters, at most 128",
                        Requests.valid().with("name", "n".repeat(129))),
                Arguments.of(
                        "DLI.0001: name holds a character that no text may hold, \\n",
                        Requests.valid().with("name", "a\nb")),
                Arguments.of(
                        "DLI.0001: heartbeatTimeoutInSecond must be from 0 to 316224000, not -1",
                        Requests.valid().with("heartbeatTimeoutInSecond", -1L)),
                Arguments.of(
                        "DLI.0001: heartbeatTimeoutInSecond must be from 0",
                        Requests.valid().with("heartbeatTimeoutInSecond", Long.MAX_VALUE)),
                Arguments.of(
                        "DLI.0001: driverMemory must be an amount of memory with a unit, as in 2G or 2048M, not 2048",
                        Requests.valid().with("driverMemory", "2048")),
                Arguments.of(
                        "DLI.0001: driverMemory must be an amount",
                        Requests.valid().with("driverMemory", "2 G")),
                Arguments.of(
                        "DLI.0001: driverMemory must be an amount",
                        Requests.valid().with("driverMemory", "-2G")),
                Arguments.of(
                        "DLI.0001: driverMemory must be an amount",
                        Requests.valid().with("driverMemory", "2GB")),
                Arguments.of(
                        "DLI.0001: driverMemory must be an amount",
                        Requests.valid().with("driverMemory", "99999999999999999G")),
                Arguments.of(
                        "DLI.0001: executorMemory must be at least 512M, not 511m",
                        Requests.valid().with("executorMemory", "511m")),
                Arguments.of(
                        "DLI.0001: driverCores must be from 1 to 2147483647, not 0",
                        Requests.valid().with("driverCores", 0L)),
                Arguments.of(
                        "DLI.0001: executorCores must be from 1 to 2147483647, not 2147483648",
                        Requests.valid().with("executorCores", 2147483648L)),
                Arguments.of(
                        "DLI.0001: numExecutors must be from 1 to 2147483647, not -5",
                        Requests.valid().with("numExecutors", -5L)),
                Arguments.of(
                        "DLI.0001: conf.spark.executor.instances must be from 1",
                        Requests.valid().with("conf", Map.of("spark.executor.instances", "0"))),
                Arguments.of(
                        "DLI.0001: conf.spark.driver.memory must be an amount",
                        Requests.valid()
                                .with("driverMemory", "2G")
                                .with("conf", Map.of("spark.driver.memory", "2048"))),
                Arguments.of(
                        "DLI.0001: conf: spark.master may not be set",
                        Requests.valid().with("conf", Map.of("spark.master", "local[*]"))),
                Arguments.of(
                        "DLI.0001: jars[1] is not the name of a package: a b.jar",
                        Requests.valid().with("jars", List.of("a.jar", "a b.jar"))),
                Arguments.of(
                        "DLI.0001: files[0] is not the name of a package: ",
                        Requests.valid().with("files", List.of(""))),
                Arguments.of(
                        "DLI.0001: jars[0] is not the name of a package: ../x",
                        Requests.valid().with("jars", List.of("../x"))),
                Arguments.of(
                        "DLI.0001: jars[0] is not the name of a package: g/.x",
                        Requests.valid().with("jars", List.of("g/.x"))),
                Arguments.of(
                        "DLI.0001: jars[0] is not the name of a package: a/b/c",
                        Requests.valid().with("jars", List.of("a/b/c"))),
                Arguments.of(
                        "DLI.0001: resources[0].type must be jar, pyFile, file or modelFile, not JAR",
                        Requests.valid().with("resources", List.of(new ResourceReference("a.jar", "JAR")))),
                Arguments.of(
                        "DLI.0001: groups[0].name is not the name of a group: a/b",
                        Requests.valid().with("groups", List.of(new GroupReference("a/b", List.of())))),
                Arguments.of(
                        "DLI.0001: groups[0].resources[0].name is not the name of a package: a b",
                        Requests.valid()
                                .with(
                                        "groups",
                                        List.of(new GroupReference(
                                                "g", List.of(new ResourceReference("a b", null)))))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void refuses(String message, Requests request) {
        assertThatThrownBy(() -> planner.plan(request.build())).hasMessageStartingWith(message);
    }

    @Test
    void aNameMayHaveAHundredAndTwentyEightCharactersOfAnyWidth() {
        String name = "😀".repeat(128);
        assertThat(planner.plan(Requests.valid().with("name", name).build()).name())
                .isEqualTo(name);
    }

    @Test
    void thePriorityComesFromConfAndIsKeptOutOfSparksProperties() {
        SessionPlan plan = planner.plan(Requests.valid()
                .with("conf", Map.of("spark.dli.job.priority", "10", "spark.a", "b"))
                .build());

        assertThat(plan.priority()).isEqualTo(10);
        assertThat(plan.conf()).isEqualTo(Map.of("spark.a", "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "-1", "+5", "05", "", "high", "3.0", "٣", "99999999999"})
    void aPriorityIsFromOneToTen(String priority) {
        assertThatThrownBy(() -> planner.plan(Requests.valid()
                        .with("conf", Map.of("spark.dli.job.priority", priority))
                        .build()))
                .hasMessage("DLI.0001: conf.spark.dli.job.priority must be from 1 to 10, not " + priority);
        assertThatThrownBy(() -> new ConfRules(List.of(), Map.of(), Map.of("spark.dli.job.priority", priority)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("conf.defaults");
    }
}
