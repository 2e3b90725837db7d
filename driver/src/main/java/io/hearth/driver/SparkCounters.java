package io.hearth.driver;

import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.util.AccumulatorContext;

/**
 * Numbers that Spark counts up for the life of a JVM and shows: in plans, in columns of no other name, in its UI. They can
 * be put back to 0 when no Spark runs. A Spark that keeps them elsewhere goes on counting, which harms nothing.
 */
final class SparkCounters {

    private record Counter(String object, String field) {}

    private static final List<Counter> COUNTERS = List.of(
            new Counter("org.apache.spark.sql.catalyst.expressions.NamedExpression$", "curId"),
            new Counter("org.apache.spark.sql.catalyst.expressions.UnresolvedNamedLambdaVariable$", "nextVarNameId"),
            new Counter("org.apache.spark.sql.catalyst.expressions.objects.LambdaVariable$", "curId"),
            new Counter("org.apache.spark.sql.catalyst.expressions.CommonExpressionId$", "curId"),
            new Counter("org.apache.spark.sql.catalyst.plans.logical.CTERelationDef$", "curId"),
            new Counter("org.apache.spark.sql.classic.Dataset$", "curId"),
            new Counter("org.apache.spark.sql.execution.QueryExecution$", "_nextExecutionId"),
            new Counter("org.apache.spark.sql.execution.SQLExecution$", "_nextExecutionId"),
            new Counter("org.apache.spark.sql.execution.SparkPlan$", "nextPlanId"),
            new Counter("org.apache.spark.sql.execution.BaseLimitExec$", "curId"),
            new Counter("org.apache.spark.rdd.RDDOperationScope$", "scopeCounter"),
            new Counter("org.apache.spark.util.AccumulatorContext$", "nextId"));

    private SparkCounters() {}

    static void reset() {
        // Under the numbers that are given again it would find accumulators of before, or that they are gone.
        AccumulatorContext.clear();
        COUNTERS.forEach(SparkCounters::reset);
    }

    private static void reset(Counter counter) {
        try {
            Field field = Class.forName(counter.object()).getDeclaredField(counter.field());
            field.setAccessible(true);
            Object value = field.get(null);
            if (value instanceof AtomicLong number) {
                number.set(0);
            } else if (value instanceof AtomicInteger number) {
                number.set(0);
            }
        } catch (ReflectiveOperationException e) {
            System.err.println("hearth-driver: this Spark has no " + counter.object() + "." + counter.field());
        }
    }
}
