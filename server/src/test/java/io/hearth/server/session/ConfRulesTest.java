package io.hearth.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfRulesTest {

    private final ConfRules operators = new ConfRules(
            List.of("spark.sql.catalog.*", "spark.secret"),
            Map.of("spark.sql.ansi.enabled", "true"),
            Map.of("spark.sql.shuffle.partitions", "16"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spark.sql.shuffle.partitions",
                "spark.sql.extensions",
                "spark.extraListeners",
                "spark.task.cpus",
                "spark.default.parallelism",
                "spark.serializer",
                "spark.files.maxPartitionBytes",
                "spark.driver.maxResultSize",
                "spark.ui.enabled",
                "spark.ui.retainedJobs",
                "spark.hadoop.fs.s3a.access.key",
                "spark.hadoop.fs.s3a.proxy.port",
                "spark.cassandra.connection.port",
                "spark.sql.catalog.my_cat.uri",
                "spark.executorEnv.TZ",
                "spark.memory.fraction",
                "spark.locality.wait",
                "spark.scheduler.mode",
                "spark.Master"
            })
    void theUserMaySet(String key) {
        assertThat(ConfRules.none().apply(Map.of(key, "x"))).containsEntry(key, "x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spark.master",
                "spark.submit.deployMode",
                "spark.submit.pyFiles",
                "spark.remote",
                "spark.api.mode",
                "spark.app.id",
                "spark.app.name",
                "spark.driver.extraJavaOptions",
                "spark.driver.defaultJavaOptions",
                "spark.executor.extraJavaOptions",
                "spark.executor.defaultJavaOptions",
                "spark.driver.extraClassPath",
                "spark.executor.extraClassPath",
                "spark.driver.extraLibraryPath",
                "spark.driver.userClassPathFirst",
                "spark.files.userClassPathFirst",
                "spark.plugins",
                "spark.plugins.defaultList",
                "spark.jars",
                "spark.jars.packages",
                "spark.jars.ivySettings",
                "spark.files",
                "spark.archives",
                "spark.repl.class.outputDir",
                "spark.repl.classdir",
                "spark.connect.grpc.binding.port",
                "spark.sql.artifact.isolation.enabled",
                "spark.local.dir",
                "spark.driver.host",
                "spark.driver.bindAddress",
                "spark.driver.port",
                "spark.driver.blockManager.port",
                "spark.blockManager.port",
                "spark.port.maxRetries",
                "spark.shuffle.service.port",
                "spark.ui.port",
                "spark.ui.filters",
                "spark.ui.proxyBase",
                "spark.ui.reverseProxy",
                "spark.dynamicAllocation.enabled",
                "spark.driver.memoryOverhead",
                "spark.driver.memoryOverheadFactor",
                "spark.executor.memoryOverhead",
                "spark.executor.pyspark.memory",
                "spark.memory.offHeap.enabled",
                "spark.memory.offHeap.size",
                "spark.cores.max",
                "spark.executor.resource.gpu.amount",
                "spark.driver.resource.gpu.discoveryScript",
                "spark.task.resource.gpu.amount",
                "spark.authenticate",
                "spark.authenticate.secret",
                "spark.ssl.enabled",
                "spark.kubernetes.container.image",
                "spark.yarn.queue",
                "spark.yarn.jars",
                "spark.hadoop.yarn.resourcemanager.address",
                "spark.standalone.submit.waitAppCompletion",
                "spark.launcher.port",
                "spark.kerberos.keytab",
                "spark.executorEnv.LD_PRELOAD",
                "spark.executorEnv.JAVA_TOOL_OPTIONS",
                "spark.executorEnv._JAVA_OPTIONS",
                "spark.executorEnv.JDK_JAVA_OPTIONS",
                "spark.executorEnv.CLASSPATH",
                "spark.executorEnv.SPARK_DIST_CLASSPATH",
                "spark.executorEnv.PYTHONPATH",
                "spark.pyspark.python",
                "spark.pyspark.driver.python",
                "spark.history.fs.logDirectory",
                "spark.deploy.recoveryMode",
                "spark.worker.cleanup.enabled",
                "spark.testing",
                "spark.testing.memory",
                "spark.hearth.anything"
            })
    void theUserMayNotSet(String key) {
        assertThatThrownBy(() -> ConfRules.none().apply(Map.of(key, "x")))
                .hasMessageStartingWith("DLI.0001: conf: " + key + " may not be set: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"master", "Spark.master", "sparkmaster", "", "spark", "hadoop.fs.defaultFS"})
    void otherKeysAreNoSparkProperties(String key) {
        assertThatThrownBy(() -> ConfRules.none().apply(Map.of(key, "x")))
                .hasMessageContaining("is not a Spark property");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"spark.", "spark.a b", "spark.a\nb", "spark.a=b", "spark.é", "spark.master ", "spark.a\u0000"})
    void oddKeysAreNoNames(String key) {
        assertThatThrownBy(() -> ConfRules.none().apply(Map.of(key, "x")))
                .hasMessageContaining("is not the name of a Spark property");
    }

    @Test
    void keysAndValuesAreBounded() {
        assertThatThrownBy(() -> ConfRules.none().apply(Map.of("spark." + "a".repeat(250), "x")))
                .hasMessageContaining("is not the name of a Spark property");
        assertThatThrownBy(() -> ConfRules.none().apply(Map.of("spark.a", "x".repeat(65_537))))
                .hasMessage("DLI.0001: conf.spark.a has 65537 characters, at most 65536 are allowed");
    }

    @Test
    void theOperatorsDefaultsGiveWayToTheUser() {
        assertThat(operators.apply(Map.of()))
                .containsOnly(
                        Map.entry("spark.sql.ansi.enabled", "true"), Map.entry("spark.sql.shuffle.partitions", "16"));
        assertThat(operators.apply(Map.of("spark.sql.shuffle.partitions", "4")))
                .containsEntry("spark.sql.shuffle.partitions", "4");
    }

    @Test
    void whatTheOperatorForcesIsNotTheUsersToName() {
        assertThatThrownBy(() -> operators.apply(Map.of("spark.sql.ansi.enabled", "true")))
                .hasMessage("DLI.0001: conf: spark.sql.ansi.enabled is fixed on this server; leave it out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"spark.sql.catalog.a", "spark.sql.catalog.a.uri", "spark.secret"})
    void whatTheOperatorDeniesIsRefused(String key) {
        assertThatThrownBy(() -> operators.apply(Map.of(key, "x")))
                .hasMessage("DLI.0001: conf: " + key + " may not be set on this server");
    }

    @Test
    void theOperatorCannotChangeSizesBehindTheQueuesBack() {
        assertThatThrownBy(() -> new ConfRules(List.of(), Map.of("spark.executor.memory", "1g"), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("conf.forced holds spark.executor.memory");
    }
}
