package io.hearth.bench.chaos;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What stands in the database, read with plain SQL: whoever checks a gateway is not to use its classes.
 *
 * @param sessions by their ids
 * @param aliveDrivers ids of drivers that no row says are over
 * @param connections of others to the database
 */
record StoreRows(
        Map<String, SessionRow> sessions, List<StatementRow> statements, Set<String> aliveDrivers, int connections) {

    static final Set<String> FINAL = Set.of("ERROR", "DEAD", "SUCCESS");

    /** Of these a session takes its share of the queue. */
    static final String HOLDING = "('STARTING', 'IDLE', 'BUSY', 'RECOVERING', 'SHUTTING_DOWN')";

    record SessionRow(
            String id,
            String state,
            long computeUnits,
            @Nullable String driverId,
            @Nullable String cause) {

        boolean isFinal() {
            return FINAL.contains(state);
        }
    }

    /**
     * @param status of the outcome: OK, ERROR or CANCELLED; empty without one
     * @param text of the outcome
     */
    record StatementRow(String sessionId, int number, String code, String state, String status, String text) {}

    static StoreRows read(Connection database) throws SQLException {
        Map<String, SessionRow> sessions = new LinkedHashMap<>();
        List<StatementRow> statements = new ArrayList<>();
        Set<String> drivers = new TreeSet<>();
        try (Statement query = database.createStatement()) {
            try (ResultSet row = query.executeQuery(
                    "select id, state, compute_units, driver_id, cause from session order by ordinal")) {
                while (row.next()) {
                    SessionRow session = new SessionRow(
                            row.getString(1), row.getString(2), row.getLong(3), row.getString(4), row.getString(5));
                    sessions.put(session.id(), session);
                }
            }
            try (ResultSet row = query.executeQuery(
                    "select session_id, number, code, state, outcome from statement order by session_id, number")) {
                while (row.next()) {
                    String outcome = row.getString(5);
                    JsonNode json = JsonMapper.shared().readTree(outcome == null ? "{}" : outcome);
                    statements.add(new StatementRow(
                            row.getString(1),
                            row.getInt(2),
                            row.getString(3),
                            row.getString(4),
                            json.path("status").asString(""),
                            json.path("text").asString("")));
                }
            }
            try (ResultSet row = query.executeQuery("select id from driver where ended_at = 0")) {
                while (row.next()) {
                    drivers.add(row.getString(1));
                }
            }
            try (ResultSet row = query.executeQuery(
                    "select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()")) {
                row.next();
                return new StoreRows(sessions, statements, drivers, row.getInt(1));
            }
        }
    }

    /** What sessions hold of a queue, and what it has. */
    static List<Long> ledger(Connection database, String queue) throws SQLException {
        String sql = "select coalesce(sum(s.compute_units), 0), (select max(compute_units) from queue where name = '"
                + queue + "') from session s where s.queue = '" + queue + "' and s.state in " + HOLDING;
        try (Statement query = database.createStatement();
                ResultSet row = query.executeQuery(sql)) {
            row.next();
            return List.of(row.getLong(1), row.getLong(2));
        }
    }
}
