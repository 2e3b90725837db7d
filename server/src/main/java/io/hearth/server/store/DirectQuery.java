package io.hearth.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.ConnectionException;

/**
 * A question that nearly every request asks. It goes past JDBI, which takes several times as long to make ready for such a
 * question as the database takes to answer it. What every request asks is best read by the places of columns: by
 * their names, each answer would first make a table of all names. Thread-safe.
 *
 * @param sql with a question mark for each parameter
 */
record DirectQuery<T>(String sql, Row<T> row) {

    /** Makes a value of the row that the result stands at. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** @param parameters texts and numbers, in the order of the question marks */
    List<T> all(Database database, Object... parameters) {
        return database.reach().reaching(() -> {
            try (Connection connection = connection(database)) {
                return all(connection, parameters);
            } catch (SQLException e) {
                throw new IllegalStateException("a connection could not be given back", e);
            }
        });
    }

    /** As {@link #all(Database, Object...)}, in the transaction of a connection. */
    List<T> all(Connection connection, Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return read(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("the database did not take a question", e);
        }
    }

    /** The one row that there is at most. */
    Optional<T> one(Database database, Object... parameters) {
        return all(database, parameters).stream().findFirst();
    }

    private List<T> read(PreparedStatement statement) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                rows.add(row.read(result));
            }
        }
        return rows;
    }

    private static Connection connection(Database database) {
        try {
            return database.connection();
        } catch (SQLException e) {
            throw new ConnectionException(e);
        }
    }
}
