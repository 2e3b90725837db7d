package io.hearth.driver.sql;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.CollectLimitExec;
import org.apache.spark.sql.execution.CommandResultExec;
import org.apache.spark.sql.execution.LocalTableScanExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

/**
 * The first rows of a query, up to a number and a size. Partitions are looked into one after the other, then several at a
 * time, until there are enough rows; the others are never computed. Not thread-safe.
 */
final class BoundedRows {

    private static final int WAVE_GROWTH = 4;
    private static final long LEAST_SHARE_BYTES = 64 << 10;

    private final int columns;
    private final List<InternalRow> rows = new ArrayList<>();
    private int room;
    private long bytesLeft;
    private boolean cut;

    /** @param columns how many columns a row has */
    BoundedRows(int columns, int mostRows, long mostBytes) {
        this.columns = columns;
        this.room = mostRows;
        this.bytesLeft = mostBytes;
    }

    List<InternalRow> rows() {
        return rows;
    }

    /** Whether a row was left out because it did not fit the size. */
    boolean isCut() {
        return cut;
    }

    /** Runs a plan as far as it needs to be. */
    void take(SparkPlan executed) {
        SparkPlan plan = executed instanceof AdaptiveSparkPlanExec adaptive ? adaptive.finalPhysicalPlan() : executed;
        if (plan instanceof CollectLimitExec limit && limit.limit() >= 0 && limit.offset() <= 0) {
            // By itself it would gather from every partition first.
            room = Math.min(room, limit.limit());
            plan = limit.child();
        }
        if (plan instanceof LocalTableScanExec || plan instanceof CommandResultExec) {
            addAll(plan.executeTake(room));
        } else {
            takeByWaves(plan.execute());
        }
    }

    private void addAll(InternalRow[] local) {
        for (InternalRow row : local) {
            if (row instanceof UnsafeRow sized) {
                bytesLeft -= sized.getSizeInBytes();
            }
            cut |= bytesLeft < 0;
            if (cut) {
                return;
            }
            rows.add(row);
        }
    }

    private void takeByWaves(RDD<InternalRow> partitions) {
        int count = partitions.getNumPartitions();
        int next = 0;
        int wave = 1;
        while (next < count && room > 0 && !cut) {
            int end = Math.min(count, next + wave);
            long share = wave == 1 ? bytesLeft : Math.min(bytesLeft, Math.max(LEAST_SHARE_BYTES, bytesLeft / wave));
            int done = addWave(run(partitions, next, end, share), share);
            // Of a partition that did not fit its share alone the rows come once more, with all the room there is.
            wave = next + done < end ? 1 : wave * WAVE_GROWTH;
            next += done;
        }
    }

    private byte[][] run(RDD<InternalRow> partitions, int from, int end, long share) {
        List<Object> numbers =
                new ArrayList<>(IntStream.range(from, end).boxed().toList());
        return (byte[][]) partitions
                .context()
                .runJob(
                        partitions,
                        new RowPrefix(room, share),
                        CollectionConverters.asScala(numbers).toSeq(),
                        ClassTag$.MODULE$.apply(byte[].class));
    }

    /** Adds what partitions gave, in their order; says how many of them are done with. */
    private int addWave(byte[][] results, long share) {
        int done = 0;
        for (byte[] result : results) {
            boolean partial = result[result.length - 1] != 0;
            if (partial && share < bytesLeft) {
                return done;
            }
            add(ByteBuffer.wrap(result));
            cut |= partial;
            done++;
            if (cut || room == 0) {
                break;
            }
        }
        return done;
    }

    private void add(ByteBuffer encoded) {
        for (int size = encoded.getInt(); size != RowPrefix.END && room > 0; size = encoded.getInt()) {
            bytesLeft -= size;
            if (bytesLeft < 0) {
                cut = true;
                return;
            }
            byte[] bytes = new byte[size];
            encoded.get(bytes);
            UnsafeRow row = new UnsafeRow(columns);
            row.pointTo(bytes, size);
            rows.add(row);
            room--;
        }
    }
}
