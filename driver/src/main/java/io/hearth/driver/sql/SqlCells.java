package io.hearth.driver.sql;

import io.hearth.driver.repl.CellResult;
import io.hearth.driver.repl.ExecutionGate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.classic.Dataset;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/** Runs cells of SQL on a session, where the views and settings of its Scala cells are, too. Not thread-safe. */
public final class SqlCells {

    /** The least that a number takes as JSON is two bytes, in a row eight. */
    private static final long ROW_BYTES_PER_JSON_BYTE = 8;

    private final SparkSession session;
    private final long mostBytes;

    /**
     * Cells of a session.
     *
     * @param classes where executors find the shell's classes
     * @param mostBytes how much JSON a cell gives at most, but for its schema, UTF-8 bytes
     */
    public SqlCells(SparkSession session, Path classes, long mostBytes) {
        RowPrefix.publish(classes);
        this.session = session;
        this.mostBytes = mostBytes;
    }

    /**
     * Runs one statement on the calling thread.
     *
     * @param gate told around the run; when it says no, nothing is run
     * @param mostRows how many rows are given; of more the rest is not computed
     */
    public CellResult run(String code, ExecutionGate gate, int mostRows) {
        int statements = SqlText.count(code);
        if (statements > 1) {
            return new CellResult.Thrown(new SeveralStatements(statements));
        }
        if (!gate.enter()) {
            return new CellResult.Stopped();
        }
        try {
            return new CellResult.Table(table(code, mostRows));
        } catch (Throwable e) {
            return new CellResult.Thrown(e);
        } finally {
            gate.leave();
        }
    }

    private String table(String code, int mostRows) {
        Dataset<Row> result = session.sql(code);
        StructType schema = result.schema();
        // One row more than is shown tells whether there are more.
        Dataset<Row> first = result.limit(mostRows + 1);
        BoundedRows rows = new BoundedRows(schema.length(), mostRows + 1, mostBytes * ROW_BYTES_PER_JSON_BYTE);
        SQLExecution.withNewExecutionId(first.queryExecution(), Option.apply("sql"), () -> {
            rows.take(first.queryExecution().executedPlan());
            return rows;
        });
        return json(schema, rows, mostRows);
    }

    private String json(StructType schema, BoundedRows rows, int mostRows) {
        RowJson writer = new RowJson(zone());
        StringBuilder json =
                new StringBuilder("{\"schema\":").append(schema.json()).append(",\"data\":[");
        boolean truncated = rows.isCut();
        long bytes = 0;
        int written = 0;
        for (InternalRow row : rows.rows()) {
            String text = writer.row(row, schema);
            bytes += text.getBytes(StandardCharsets.UTF_8).length + 1L;
            if (written == mostRows || bytes > mostBytes) {
                truncated = true;
                break;
            }
            json.append(written == 0 ? "" : ",").append(text);
            written++;
        }
        return json.append("],\"truncated\":").append(truncated).append('}').toString();
    }

    private ZoneId zone() {
        return DateTimeUtils.getZoneId(session.sessionState().conf().sessionLocalTimeZone());
    }
}
