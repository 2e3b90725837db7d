package io.hearth.driver.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.driver.repl.CellResult;
import io.hearth.driver.repl.ExecutionGate;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL on a real SparkSession. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlCellsTest {

    private static final long MOST_BYTES = 64 << 10;

    private SparkContext context;
    private SqlCells cells;
    private LongAccumulator computed;

    @BeforeAll
    void start(@TempDir Path scratch) {
        SparkConf conf = new SparkConf(false)
                .setMaster("local[2]")
                .setAppName("sql")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set(
                        "spark.sql.warehouse.dir",
                        scratch.resolve("warehouse").toUri().toString())
                .set("spark.sql.session.timeZone", "Europe/Berlin")
                .set("spark.sql.shuffle.partitions", "4");
        context = new SparkContext(conf);
        SparkSession session = SparkSession.builder().sparkContext(context).getOrCreate();
        LongAccumulator counter = context.longAccumulator("computed");
        computed = counter;
        UDF1<Long, Long> counted = id -> {
            counter.add(1L);
            return id;
        };
        session.udf()
                .register("counted", functions.udf(counted, DataTypes.LongType).asNondeterministic());
        cells = new SqlCells(session, scratch, MOST_BYTES);
        assertThat(Files.exists(scratch.resolve("io/hearth/driver/sql/RowPrefix.class")))
                .isTrue();
    }

    @AfterAll
    void stop() {
        context.stop();
    }

    private String table(String code, int mostRows) {
        CellResult result = cells.run(code, ExecutionGate.OPEN, mostRows);
        assertThat(result).isInstanceOf(CellResult.Table.class);
        return ((CellResult.Table) result).json();
    }

    private String data(String code) {
        String json = table(code, 100);
        return json.substring(json.indexOf("\"data\":") + 7, json.indexOf(",\"truncated\":"));
    }

    private Throwable failure(String code) {
        return ((CellResult.Thrown) cells.run(code, ExecutionGate.OPEN, 100)).cause();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "1.50 | 1.50",
                "cast(0.1 as decimal(38,18)) | 0.100000000000000000",
                "cast(1e20 as decimal(38,0)) | 100000000000000000000",
                "9007199254740993L | 9007199254740993",
                "1Y, 2S, 3, cast(2.5 as float) | 1,2,3,2.5",
                "double('nan'), double('inf'), double('-inf'), 1e300 | \"NaN\",\"Infinity\",\"-Infinity\",1.0E300",
                "true, null | true,null",
                "'a\"b\\\\c\\n火', char(1) | \"a\\\"b\\\\c\\n火\",\"\\u0001\"",
                "X'00FF' | \"AP8=\"",
                "date '2026-02-03', timestamp_ntz '2026-02-03 04:05:06.5' | \"2026-02-03\",\"2026-02-03T04:05:06.5\"",
                "timestamp '2026-02-03 04:05:06' | \"2026-02-03T04:05:06+01:00\"",
                "timestamp '2026-07-03 04:05:06.123456' | \"2026-07-03T04:05:06.123456+02:00\"",
                "interval '1-2' year to month, interval '1 2:03:04.5' day to second | \"P1Y2M\",\"PT26H3M4.5S\"",
                "make_interval(1, 2, 0, 3, 4) | \"P1Y2M3DT4H\"",
                "array(1, null), named_struct('a', 1.0, 'b', array('x')) | [1,null],{\"a\":1.0,\"b\":[\"x\"]}",
                "map('k', 1), map(1, 'v') | {\"k\":1},[{\"key\":1,\"value\":\"v\"}]",
                "parse_json('{\"a\":[1,null]}') | {\"a\":[1,null]}",
            })
    void valuesReadAsDocumented(String expressions, String expected) {
        assertThat(data("select " + expressions)).isEqualTo("[[" + expected + "]]");
    }

    @Test
    void theSchemaIsSparksOwn() {
        assertThat(table("select 1 as a, 'x' as b;", 5))
                .isEqualTo("{\"schema\":{\"type\":\"struct\",\"fields\":["
                        + "{\"name\":\"a\",\"type\":\"integer\",\"nullable\":false,\"metadata\":{}},"
                        + "{\"name\":\"b\",\"type\":\"string\",\"nullable\":false,\"metadata\":{}}]},"
                        + "\"data\":[[1,\"x\"]],\"truncated\":false}");
    }

    @Test
    void rowsEndAtTheirNumber() {
        assertThat(table("select id from range(0, 10, 1, 3)", 10)).endsWith(",[8],[9]],\"truncated\":false}");
        assertThat(table("select id from range(0, 11, 1, 3)", 10)).endsWith(",[8],[9]],\"truncated\":true}");
        assertThat(table("select id from range(0, 100, 1, 7) where id > 90", 10))
                .contains("\"data\":[[91],[92],")
                .endsWith("\"truncated\":false}");
        assertThat(table("select id from range(1000) order by id desc", 2))
                .endsWith("\"data\":[[999],[998]],\"truncated\":true}");
        assertThat(table("select id from range(0, 1000, 1, 20) limit 3", 10))
                .endsWith("\"data\":[[0],[1],[2]],\"truncated\":false}");
        assertThat(table("select id from range(0, 1000, 1, 20) limit 3 offset 500", 10))
                .endsWith("\"data\":[[500],[501],[502]],\"truncated\":false}");
        assertThat(table("select id % 3 as k, count(*) as n from range(0, 1000, 1, 20) group by 1 order by 1", 10))
                .endsWith("\"data\":[[0,334],[1,333],[2,333]],\"truncated\":false}");
        assertThat(table("values (1), (2), (3)", 2)).endsWith("\"data\":[[1],[2]],\"truncated\":true}");
    }

    @Test
    void noMoreRowsAreComputedThanAreShown() {
        computed.reset();

        assertThat(table("select counted(id) from range(0, 1000000000, 1, 1000)", 10))
                .endsWith("\"truncated\":true}");
        assertThat(table("select counted(id) from range(0, 1000000000, 1, 1000) limit 5", 10))
                .endsWith("\"truncated\":false}");

        // A batch of generated code may be a row or two ahead.
        assertThat(computed.value()).isBetween(16L, 40L);
    }

    @Test
    void rowsEndAtTheirSize() {
        String wide = table("select repeat('x', 10000) from range(0, 100000, 1, 50)", 1_000);
        assertThat(wide.length()).isBetween(50_000, 70_000);
        assertThat(wide).endsWith("\"truncated\":true}");

        assertThat(table("select repeat('x', 100000000) from range(3)", 1_000))
                .endsWith("\"data\":[],\"truncated\":true}");
    }

    @Test
    void commandsRunAndViewsStay() {
        assertThat(table("create or replace temp view v as select 7 as seven", 5))
                .isEqualTo("{\"schema\":{\"type\":\"struct\",\"fields\":[]},\"data\":[],\"truncated\":false}");
        assertThat(data("select seven from v")).isEqualTo("[[7]]");
        assertThat(data("show tables")).isEqualTo("[[\"\",\"v\",true]]");
        assertThat(data("set spark.sql.shuffle.partitions=3")).isEqualTo("[[\"spark.sql.shuffle.partitions\",\"3\"]]");
        table("create table padded (a char(3), b varchar(3)) using parquet", 5);
        table("insert into padded values ('x', 'y')", 5);
        assertThat(data("select * from padded")).isEqualTo("[[\"x  \",\"y\"]]");
        assertThat(data("-- a comment; with a semicolon\nselect ';' ;")).isEqualTo("[[\";\"]]");
        assertThat(data("begin declare a int; set a = 3; select a; end")).isEqualTo("[[3]]");
    }

    @Test
    void whatIsWrongIsToldBySpark() {
        assertThat(failure("select nothing from nowhere"))
                .isInstanceOf(org.apache.spark.sql.AnalysisException.class)
                .hasMessageContaining("nowhere");
        assertThat(failure("selec 1").getClass().getSimpleName()).isEqualTo("ParseException");
        assertThat(failure("").getClass().getSimpleName()).isEqualTo("ParseException");
        assertThat(failure("select raise_error('as asked') from range(10)")).hasMessageContaining("as asked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"select 1; select 2", "set a.b=1; drop view v;"})
    void severalStatementsAreRefused(String code) {
        assertThat(failure(code)).isInstanceOf(SeveralStatements.class).hasMessageContaining("this one has 2");
    }
}
