package io.hearth.server.store;

import java.sql.Connection;
import java.time.Clock;

/** The one clock that all gateways on a database go by, whatever their own say. Thread-safe. */
public interface DatabaseClock {

    /** What time it is, milliseconds since the epoch. */
    long millis(Connection connection);

    /** That of an embedded database, which has the clock of its only gateway. */
    static DatabaseClock of(Clock clock) {
        return connection -> clock.millis();
    }

    /** That of a PostgreSQL server. */
    static DatabaseClock ofServer() {
        DirectQuery<Long> now = new DirectQuery<>(
                "select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)", row -> row.getLong(1));
        return connection -> now.all(connection).get(0);
    }
}
