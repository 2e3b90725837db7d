package io.hearth.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of a session that can be many or long are read in order from an index: else each read of some would be one of all. */
class OrderedReadsTest {

    @TempDir
    private Path directory = Path.of("");

    static Stream<String> ordered() {
        Stream<String> some = queries(StatementDao.class)
                .filter(sql -> sql.contains(" limit "))
                .filter(sql -> !sql.contains("'RUNNING'"));
        Stream<String> all = Stream.of(EventDao.class, LogDao.class, OutputDao.class)
                .flatMap(OrderedReadsTest::queries)
                .filter(sql -> sql.contains("order by"));
        return Stream.concat(some, all);
    }

    private static Stream<String> queries(Class<?> dao) {
        return Arrays.stream(dao.getDeclaredMethods()).flatMap(OrderedReadsTest::query);
    }

    private static Stream<String> query(Method method) {
        SqlQuery query = method.getAnnotation(SqlQuery.class);
        return query == null ? Stream.of() : Stream.of(query.value());
    }

    @ParameterizedTest
    @MethodSource("ordered")
    void noRowIsReadThatIsNotAskedFor(String sql) throws SQLException {
        String given = sql.replace(":sessionId", "'one'")
                .replace(":stream", "'STDOUT'")
                .replaceAll(":[a-z]+", "1");
        try (Database database = Database.open(Database.embedded(directory), null, null);
                Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery("explain " + given)) {
            assertThat(plan.next()).isTrue();
            assertThat(plan.getString(1)).contains("index sorted");
        }
    }
}
