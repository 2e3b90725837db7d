package io.hearth.server.session;

import static io.hearth.server.error.Message.WHY_AGENT;
import static io.hearth.server.error.Message.WHY_CLASS_PATH;
import static io.hearth.server.error.Message.WHY_ENVIRONMENT;
import static io.hearth.server.error.Message.WHY_HEARTH;
import static io.hearth.server.error.Message.WHY_NETWORK;
import static io.hearth.server.error.Message.WHY_PLACE;
import static io.hearth.server.error.Message.WHY_SECURITY;
import static io.hearth.server.error.Message.WHY_SIZE;

import io.hearth.server.error.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The Spark properties that no user may set, each with the reason. A session's own code runs in the driver and may do
 * there what it likes; these are the keys that reach beyond it: how JVMs start, where they run, what they take, what they
 * listen on, and what the gateway itself relies on.
 */
final class DeniedKeys {

    /** Exceptions to the rules below. */
    private static final List<KeyPattern> ALLOWED = patterns(
            "spark.ui.enabled",
            "spark.ui.retained*",
            "spark.ui.dagGraph.retainedRootRDDs",
            "spark.ui.timeline.*",
            "spark.ui.liveUpdate.*",
            "spark.ui.showConsoleProgress",
            "spark.ui.consoleProgress.*",
            "spark.ui.threadDumpsEnabled",
            "spark.ui.heapHistogramEnabled",
            "spark.ui.store.*");

    private static final List<Rule> RULES = List.of(
            new Rule(
                    WHY_PLACE,
                    "spark.master",
                    "spark.master.*",
                    "spark.submit.*",
                    "spark.remote",
                    "spark.api.mode",
                    "spark.connect.*",
                    "spark.local.connect",
                    "spark.kubernetes.*",
                    "spark.yarn.*",
                    "spark.hadoop.yarn.*",
                    "spark.mesos.*",
                    "spark.standalone.*",
                    "spark.deploy.*",
                    "spark.deployMode",
                    "spark.worker.*",
                    "spark.history.*",
                    "spark.launcher.*",
                    "spark.driver.supervise",
                    "spark.home",
                    "spark.executor.home",
                    "spark.local.dir"),
            new Rule(
                    WHY_HEARTH,
                    "spark.app.*",
                    "spark.hearth.*",
                    "spark.repl.*",
                    "spark.sql.artifact.*",
                    "spark.executor.id",
                    "spark.driver.appUIAddress",
                    "spark.driver.log.*",
                    "spark.testing",
                    "spark.testing.*",
                    "spark.test.*"),
            new Rule(
                    WHY_AGENT,
                    "*.extraJavaOptions",
                    "*.defaultJavaOptions",
                    "spark.plugins",
                    "spark.plugins.*",
                    "spark.pyspark.*python",
                    "spark.r.*"),
            new Rule(
                    WHY_CLASS_PATH,
                    "*.extraClassPath",
                    "*.defaultExtraClassPath",
                    "*.extraLibraryPath",
                    "*.userClassPathFirst",
                    "spark.jars",
                    "spark.jars.*",
                    "spark.files",
                    "spark.archives",
                    "spark.sql.hive.metastore.jars",
                    "spark.sql.hive.metastore.jars.*"),
            new Rule(
                    WHY_NETWORK,
                    "spark.driver.host",
                    "spark.driver.bindAddress",
                    "spark.executor.bindAddress",
                    "spark.port.*",
                    "spark.driver.port",
                    "spark.driver.*.port",
                    "spark.executor.port",
                    "spark.executor.*.port",
                    "spark.blockManager.port",
                    "spark.broadcast.port",
                    "spark.fileserver.port",
                    "spark.replClassServer.port",
                    "spark.rpc.*.port",
                    "spark.shuffle.*.port",
                    "spark.ui",
                    "spark.ui.*"),
            new Rule(
                    WHY_SIZE,
                    "spark.dynamicAllocation.*",
                    "spark.streaming.dynamicAllocation.*",
                    "spark.cores.max",
                    "spark.driver.memoryOverhead*",
                    "spark.driver.minMemoryOverhead",
                    "spark.executor.memoryOverhead*",
                    "spark.executor.minMemoryOverhead",
                    "spark.executor.pyspark.memory",
                    "spark.memory.offHeap.*",
                    "spark.driver.resource.*",
                    "spark.executor.resource.*",
                    "spark.task.resource.*",
                    "spark.resources.*"),
            new Rule(
                    WHY_SECURITY,
                    "spark.authenticate",
                    "spark.authenticate.*",
                    "spark.network.crypto.*",
                    "spark.ssl.*",
                    "spark.acls.*",
                    "spark.admin.acls*",
                    "spark.modify.acls*",
                    "spark.user.groups.mapping",
                    "spark.kerberos.*"),
            new Rule(
                    WHY_ENVIRONMENT,
                    "spark.executorEnv.*JAVA_OPTIONS",
                    "spark.executorEnv.JAVA_TOOL_OPTIONS",
                    "spark.executorEnv.JAVA_HOME",
                    "spark.executorEnv.CLASSPATH",
                    "spark.executorEnv.PATH",
                    "spark.executorEnv.LD_*",
                    "spark.executorEnv.DYLD_*",
                    "spark.executorEnv.SPARK_*",
                    "spark.executorEnv.PYSPARK_*",
                    "spark.executorEnv.PYTHON*",
                    "spark.executorEnv.HADOOP_*",
                    "spark.executorEnv.YARN_*",
                    "spark.executorEnv.HEARTH_*",
                    "spark.executorEnv.ENV",
                    "spark.executorEnv.BASH_ENV"));

    private DeniedKeys() {}

    /** Why a key may not be set; empty when it may. */
    static Optional<Message> reason(String key) {
        if (ALLOWED.stream().anyMatch(pattern -> pattern.matches(key))) {
            return Optional.empty();
        }
        return RULES.stream().filter(rule -> rule.covers(key)).map(Rule::reason).findFirst();
    }

    private static List<KeyPattern> patterns(String... globs) {
        return Arrays.stream(globs).map(KeyPattern::new).toList();
    }

    private record Rule(Message reason, List<KeyPattern> patterns) {

        Rule(Message reason, String... globs) {
            this(reason, DeniedKeys.patterns(globs));
        }

        boolean covers(String key) {
            return patterns.stream().anyMatch(pattern -> pattern.matches(key));
        }
    }
}
