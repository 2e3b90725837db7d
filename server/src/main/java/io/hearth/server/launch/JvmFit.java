package io.hearth.server.launch;

import io.hearth.server.session.SessionPlan;
import java.util.Set;

/** Spark properties that only count in a JVM that was started with them, since Spark reads them once. */
final class JvmFit {

    private static final Set<String> READ_ONCE = Set.of(
            "spark.driver.defaultJavaOptions",
            "spark.driver.extraClassPath",
            "spark.driver.extraJavaOptions",
            "spark.driver.extraLibraryPath",
            "spark.log.structuredLogging.enabled",
            "spark.sql.broadcastExchange.maxThreadThreshold",
            "spark.sql.cache.serializer",
            "spark.sql.codegen.cache.maxEntries",
            "spark.sql.defaultUrlStreamHandlerFactory.enabled",
            "spark.sql.resultQueryStage.maxThreadThreshold",
            "spark.sql.shuffleExchange.maxThreadThreshold",
            "spark.sql.subquery.maxThreadThreshold");

    /** Hadoop's login is of the whole JVM. */
    private static final Set<String> OF_LOGIN = Set.of("spark.hadoop.hadoop.security.", "spark.kerberos.");

    private JvmFit() {}

    /** Whether a JVM that already ran Spark can serve a plan. */
    static boolean isPossible(SessionPlan plan) {
        return plan.conf().keySet().stream()
                .noneMatch(key -> READ_ONCE.contains(key) || OF_LOGIN.stream().anyMatch(key::startsWith));
    }
}
