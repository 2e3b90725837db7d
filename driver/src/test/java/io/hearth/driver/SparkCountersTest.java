package io.hearth.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.util.AccumulatorContext;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;

class SparkCountersTest {

    @Test
    void anAccumulatorOfTheNextSparkIsNotTakenForOneOfTheLast() {
        LongAccumulator last = accumulator();

        SparkCounters.reset();
        LongAccumulator next = accumulator();

        assertThat(next.id()).isEqualTo(last.id());
        assertThat(AccumulatorContext.get(next.id()).get()).isSameAs(next);
    }

    /** Of a Spark that is stopped by now. */
    private static LongAccumulator accumulator() {
        SparkConf conf = new SparkConf(false)
                .setMaster("local[1]")
                .setAppName("counters")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1");
        SparkContext context = new SparkContext(conf);
        try {
            return context.longAccumulator();
        } finally {
            context.stop();
        }
    }
}
