package io.hearth.driver;

import io.hearth.api.channel.DriverFrame.DriverReady;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.internal.StaticSQLConf;
import scala.jdk.javaapi.OptionConverters;

/** Makes the driver's one SparkContext and its first SparkSession. */
final class SparkStart {

    /** What names classes that Spark makes objects of while it starts. */
    private static final List<String> CLASSES_AT_START = List.of(
            "spark.sql.extensions",
            "spark.sql.queryExecutionListeners",
            "spark.sql.streaming.streamingQueryListeners",
            "spark.extraListeners",
            "spark.serializer",
            "spark.closure.serializer",
            "spark.kryo.registrator",
            "spark.kryo.classesToRegister",
            "spark.shuffle.manager",
            "spark.io.compression.codec");

    private static final String HIVE = "hive";

    private SparkStart() {}

    /** Whether classes of a session's packages may be wanted as early as that; then Spark starts after they have come. */
    static boolean mayNeedPackages(Map<String, String> conf) {
        return CLASSES_AT_START.stream().anyMatch(conf::containsKey);
    }

    /** A started Spark. */
    record Spark(SparkContext context, SparkSession session) {

        DriverReady ready() {
            String ui = OptionConverters.toJava(context.uiWebUrl()).orElse(null);
            return new DriverReady(context.applicationId(), context.version(), ui);
        }

        boolean isStopped() {
            return context.isStopped();
        }
    }

    /**
     * Starts Spark with exactly these properties and those that the shell needs; no system property counts.
     *
     * @param wanted master and application name included
     */
    static Spark start(Map<String, String> wanted, ScratchSpace scratch) {
        requireSqlProperties(wanted);
        SparkContext context = new SparkContext(conf(wanted, scratch));
        SparkSession session = SparkSession.builder().sparkContext(context).getOrCreate();
        if (HIVE.equals(wanted.get(StaticSQLConf.CATALOG_IMPLEMENTATION().key()))
                || wanted.containsKey(StaticSQLConf.QUERY_EXECUTION_LISTENERS().key())) {
            var unused = session.sessionState();
        }
        return new Spark(context, session);
    }

    /** Spark itself looks at these only when the first statement wants them, which then fails in place of the start. */
    private static void requireSqlProperties(Map<String, String> wanted) {
        List<String> keys = wanted.keySet().stream()
                .filter(key -> key.startsWith("spark.sql."))
                .toList();
        if (!keys.isEmpty()) {
            // These are known once their object is there.
            var unused = StaticSQLConf.CATALOG_IMPLEMENTATION();
            SQLConf sql = new SQLConf();
            keys.forEach(key -> requireSqlProperty(sql, key, wanted.getOrDefault(key, "")));
        }
    }

    private static void requireSqlProperty(SQLConf sql, String key, String value) {
        try {
            sql.setConfString(key, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + " is " + value + ": " + e.getMessage(), e);
        }
    }

    private static SparkConf conf(Map<String, String> wanted, ScratchSpace scratch) {
        SparkConf conf = new SparkConf(false);
        wanted.forEach(conf::set);
        if (!scratch.hasTemporaryFiles()) {
            // Costs a warning of Spark's, which its default, java.io.tmpdir, does not.
            conf.setIfMissing("spark.local.dir", scratch.local().toString());
        }
        conf.setIfMissing("spark.sql.warehouse.dir", scratch.warehouse().toUri().toString());
        // Executors load the shell's classes from here, and isolated artifacts would give them another address.
        conf.set("spark.repl.class.outputDir", scratch.classes().toString());
        conf.set("spark.sql.artifact.isolation.enabled", "false");
        conf.set("spark.api.mode", "classic");
        if (isLocal(conf)) {
            // A task is a thread of this process here: that its stack overflowed is no reason to exit. Memory death is
            // recognised by TaskMemoryListener.
            conf.setIfMissing("spark.executor.killOnFatalError.depth", "0");
            conf.setIfMissing(
                    "spark.hadoop.hive.exec.scratchdir",
                    scratch.directory().resolve("hive").toString());
        } else {
            // A task on an executor is only ever interrupted: one that goes on all the same would keep its core for as
            // long as the session lives, so its executor is ended and another takes its place.
            conf.setIfMissing("spark.task.reaper.enabled", "true");
            conf.setIfMissing("spark.task.reaper.pollingInterval", "1s");
            conf.setIfMissing("spark.task.reaper.killTimeout", "4s");
        }
        return conf;
    }

    private static boolean isLocal(SparkConf conf) {
        String master = conf.get("spark.master", "");
        return master.equals("local") || master.startsWith("local[");
    }
}
