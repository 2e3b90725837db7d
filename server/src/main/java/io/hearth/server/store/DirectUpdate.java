package io.hearth.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A change that is made all the time, in a transaction. It goes past JDBI, as {@link DirectQuery}. Thread-safe.
 *
 * @param sql with a question mark for each parameter
 */
record DirectUpdate(String sql) {

    /** @param parameters texts and numbers, in the order of the question marks */
    void run(Connection connection, Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the database did not take a change", e);
        }
    }
}
