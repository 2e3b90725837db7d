package io.hearth.server.store;

import io.hearth.api.EndCause;
import io.hearth.api.PackageKind;
import io.hearth.api.SessionState;
import io.hearth.api.StatementKind;
import io.hearth.api.StatementState;
import io.hearth.api.channel.StatementOutcome;
import io.hearth.server.auth.AccessKey;
import io.hearth.server.auth.Grant;
import io.hearth.server.auth.Project;
import io.hearth.server.auth.Token;
import io.hearth.server.auth.User;
import io.hearth.server.objects.LogIndex.Chunk;
import io.hearth.server.objects.OutputIndex.Piece;
import io.hearth.server.packages.PackageGroup;
import io.hearth.server.packages.PackageStatus;
import io.hearth.server.packages.PackageTag;
import io.hearth.server.packages.PendingUpload;
import io.hearth.server.packages.StoredPackage;
import io.hearth.server.session.Custody;
import io.hearth.server.session.Driver;
import io.hearth.server.session.FinishedStatement;
import io.hearth.server.session.KeptRequest;
import io.hearth.server.session.Machine;
import io.hearth.server.session.Peer;
import io.hearth.server.session.PoolState;
import io.hearth.server.session.Pooled;
import io.hearth.server.session.ProcessReference;
import io.hearth.server.session.Queue;
import io.hearth.server.session.QueueState;
import io.hearth.server.session.Restoration;
import io.hearth.server.session.Session;
import io.hearth.server.session.SessionEvent;
import io.hearth.server.session.SessionPlan;
import io.hearth.server.session.Statement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How records become columns and columns records. What is never searched for is kept as JSON in one column. */
final class Columns {

    /** Rows of an older version lack what came later; a number that is missing is 0. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private Columns() {}

    static void register(Jdbi jdbi, Known<SessionPlan> plans) {
        jdbi.registerArgument(new JsonArgument<SessionPlan>() {});
        jdbi.registerArgument(new JsonArgument<StatementOutcome>() {});
        jdbi.registerRowMapper(Session.class, (row, context) -> session(row, plans));
        jdbi.registerRowMapper(Statement.class, (row, context) -> statement(row));
        jdbi.registerRowMapper(Driver.class, (row, context) -> driver(row));
        jdbi.registerRowMapper(Peer.class, (row, context) -> peer(row));
        jdbi.registerRowMapper(Queue.class, (row, context) -> queue(row));
        jdbi.registerRowMapper(StoredPackage.class, (row, context) -> storedPackage(row));
        jdbi.registerArgument(new JsonArgument<Restoration>() {});
        jdbi.registerRowMapper(
                Restoration.class, (row, context) -> JSON.readValue(row.getString("content"), Restoration.class));
        jdbi.registerRowMapper(ConstructorMapper.factory(FinishedStatement.class));
        jdbi.registerRowMapper(ConstructorMapper.factory(PackageGroup.class));
        jdbi.registerRowMapper(ConstructorMapper.factory(SessionEvent.class));
        jdbi.registerRowMapper(ConstructorMapper.factory(Chunk.class));
        jdbi.registerRowMapper(ConstructorMapper.factory(KeptRequest.class));
        jdbi.registerRowMapper(ConstructorMapper.factory(Piece.class));
        jdbi.registerRowMapper(ConstructorMapper.factory(Project.class));
        jdbi.registerRowMapper(ConstructorMapper.factory(User.class));
        jdbi.registerRowMapper(ConstructorMapper.factory(Grant.class));
        jdbi.registerRowMapper(ConstructorMapper.factory(AccessKey.class));
        jdbi.registerRowMapper(ConstructorMapper.factory(Token.class));
    }

    static String toJson(Object value) {
        return JSON.writeValueAsString(value);
    }

    static SessionPlan planFromJson(String json) {
        return JSON.readValue(json, SessionPlan.class);
    }

    static String[] stringsFromJson(String json) {
        return JSON.readValue(json, String[].class);
    }

    static Session session(ResultSet row, Known<SessionPlan> plans) throws SQLException {
        return new Session(
                row.getString("id"),
                row.getLong("ordinal"),
                row.getString("project_id"),
                row.getString("owner"),
                plans.of(row.getString("id"), row.getString("plan")),
                SessionState.valueOf(row.getString("state")),
                row.getString("application_id"),
                row.getString("ui_address"),
                row.getLong("created_at"),
                row.getLong("updated_at"),
                row.getLong("idle_since"),
                row.getString("driver_id"),
                StoredCause.read(row.getString("cause"), row.getString("exact_cause")),
                row.getString("cause_detail"));
    }

    private static Queue queue(ResultSet row) throws SQLException {
        return new Queue(
                row.getString("project_id"),
                row.getString("name"),
                row.getLong("compute_units"),
                row.getString("owner"),
                row.getString("description"),
                row.getString("backend"),
                row.getString("type"),
                row.getInt("resource_mode"),
                row.getInt("charging_mode"),
                row.getString("platform"),
                row.getString("feature"),
                row.getString("enterprise_project_id"),
                List.of(stringsFromJson(row.getString("labels"))),
                List.of(JSON.readValue(row.getString("tags"), Queue.Tag[].class)),
                row.getString("resource_id"),
                row.getLong("created_at"),
                QueueState.valueOf(row.getString("state")));
    }

    private static StoredPackage storedPackage(ResultSet row) throws SQLException {
        String upload = row.getString("upload");
        return new StoredPackage(
                row.getString("project_id"),
                row.getString("group_name"),
                row.getString("name"),
                PackageKind.valueOf(row.getString("kind")),
                PackageStatus.valueOf(row.getString("status")),
                row.getString("sha256"),
                row.getLong("bytes"),
                row.getString("owner"),
                row.getString("reason"),
                row.getLong("created_at"),
                row.getLong("updated_at"),
                List.of(JSON.readValue(row.getString("tags"), PackageTag[].class)),
                upload == null ? null : JSON.readValue(upload, PendingUpload.class));
    }

    static Statement statement(ResultSet row) throws SQLException {
        String outcome = row.getString("outcome");
        return new Statement(
                row.getString("session_id"),
                row.getInt("number"),
                StatementKind.valueOf(row.getString("kind")),
                row.getString("code"),
                StatementState.valueOf(row.getString("state")),
                row.getDouble("progress"),
                outcome == null ? null : JSON.readValue(outcome, StatementOutcome.class),
                row.getBoolean("recoverable"));
    }

    static Driver driver(ResultSet row) throws SQLException {
        return new Driver(
                row.getString("id"),
                row.getString("secret_hash"),
                row.getLong("epoch"),
                row.getLong("applied_sequence"),
                row.getLong("memory_bytes"),
                row.getString("work_directory"),
                process(row),
                row.getLong("launched_at"),
                row.getLong("detached_at"),
                ending(row),
                pooled(row),
                new Custody(row.getString("keeper"), row.getString("machine"), row.getString("link")),
                row.getLong("ended_at"));
    }

    private static Peer peer(ResultSet row) throws SQLException {
        return new Peer(
                row.getString("id"),
                row.getLong("place"),
                new Machine(row.getString("machine"), row.getString("boot")),
                new ProcessReference(row.getLong("pid"), row.getLong("process_started_at")),
                row.getString("address"),
                row.getString("certificate"),
                row.getLong("memory_bytes"),
                row.getLong("beats"));
    }

    private static @Nullable Pooled pooled(ResultSet row) throws SQLException {
        String state = row.getString("pool_state");
        return state == null
                ? null
                : new Pooled(
                        PoolState.valueOf(state),
                        row.getString("pool_project"),
                        row.getString("pool_queue"),
                        row.getString("pool_jvm"),
                        row.getLong("pool_compute_units"),
                        row.getLong("pool_since"));
    }

    private static @Nullable ProcessReference process(ResultSet row) throws SQLException {
        long pid = row.getLong("pid");
        return row.wasNull() ? null : new ProcessReference(pid, row.getLong("process_started_at"));
    }

    private static Driver.@Nullable Ending ending(ResultSet row) throws SQLException {
        EndCause cause = StoredCause.read(row.getString("ending_cause"), row.getString("ending_exact_cause"));
        return cause == null ? null : new Driver.Ending(cause, row.getString("ending_detail"));
    }

    /** Binds a record as JSON text; subclasses name the type, which the base class finds by reflection. */
    private abstract static class JsonArgument<T> extends AbstractArgumentFactory<T> {

        JsonArgument() {
            super(Types.VARCHAR);
        }

        @Override
        protected Argument build(T value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setString(position, toJson(value));
        }
    }
}
