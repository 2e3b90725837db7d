package io.hearth.bench.seed;

import io.hearth.api.EndCause;
import io.hearth.api.MemorySize;
import io.hearth.api.ResourceClass;
import io.hearth.api.SessionState;
import io.hearth.api.Sha256;
import io.hearth.api.StatementKind;
import io.hearth.api.StatementState;
import io.hearth.api.channel.StatementOutcome;
import io.hearth.bench.sim.DriverIdentity;
import io.hearth.server.session.Custody;
import io.hearth.server.session.Driver;
import io.hearth.server.session.ProcessReference;
import io.hearth.server.session.Session;
import io.hearth.server.session.SessionChanges;
import io.hearth.server.session.SessionEvent;
import io.hearth.server.session.SessionPlan;
import io.hearth.server.session.SessionStore;
import io.hearth.server.session.SessionStore.Transaction;
import io.hearth.server.session.Statement;
import io.hearth.server.store.Database;
import io.hearth.server.store.JdbiSessionStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The sessions in a data directory that no gateway uses at the time. */
public final class Seed implements AutoCloseable {

    private static final int SESSIONS_A_TRANSACTION = 200;
    private static final long IDLE_SECONDS = 3_600;
    private static final String PROJECT = "default";
    private static final List<String> DRIVER_OUTPUTS = List.of("stdout", "stderr");

    private final Path data;
    private final Database database;
    private final SessionStore store;
    private final long now = System.currentTimeMillis();

    private Seed(Path data, Database database) {
        this.data = data;
        this.database = database;
        this.store = new JdbiSessionStore(database, new SessionChanges());
    }

    public static Seed open(Path data) {
        return new Seed(data, Database.open(Database.embedded(data), null, null));
    }

    /**
     * Adds idle sessions, each with a driver that lives and is away.
     *
     * @param process what the gateway is to take for the process of each of the drivers
     */
    public List<DriverIdentity> idleSessions(int count, ProcessHandle process) throws IOException {
        ProcessReference reference = new ProcessReference(
                process.pid(),
                process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
        List<DriverIdentity> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(new DriverIdentity(newId(), newId() + newId(), newId()));
        }
        for (DriverIdentity one : made) {
            Path directory = Files.createDirectories(directory(one.driverId()));
            for (String output : DRIVER_OUTPUTS) {
                Files.createFile(directory.resolve(output));
            }
        }
        inParts(made, (transaction, one) -> {
            Driver driver = new Driver(
                    one.driverId(),
                    Sha256.of(one.secret()),
                    1,
                    0,
                    MemorySize.ofGibibytes(1).bytes(),
                    directory(one.driverId()).toString(),
                    reference,
                    now,
                    0,
                    null,
                    null,
                    Custody.NONE,
                    0);
            transaction.drivers().insert(driver);
            transaction.drivers().update(driver);
            transaction.sessions().insert(session(one.sessionId(), SessionState.IDLE, one.driverId(), null));
        });
        return made;
    }

    /** Adds sessions that are over, each with as many statements and twice as many events. */
    public void finishedSessions(int count, int statements) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(newId());
        }
        inParts(ids, (transaction, id) -> {
            String driverId = newId();
            Driver driver = new Driver(
                    driverId, Sha256.of(id), 1, 2L + statements, 1, "/", null, now, now, null, null, Custody.NONE, now);
            transaction.drivers().insert(driver);
            transaction.sessions().insert(session(id, SessionState.SUCCESS, driverId, EndCause.DELETED));
            for (int number = 0; number < statements; number++) {
                transaction
                        .submissions()
                        .insert(
                                new Statement(
                                        id,
                                        number,
                                        StatementKind.SPARK,
                                        "val a = " + number,
                                        StatementState.AVAILABLE,
                                        1,
                                        StatementOutcome.ok("a: Int = " + number),
                                        false),
                                now);
                transaction.events().append(id, new SessionEvent(now, "notice", "statement " + number));
                transaction.events().append(id, new SessionEvent(now, "notice", "one more of statement " + number));
            }
        });
    }

    private Session session(String id, SessionState state, String driverId, @Nullable EndCause cause) {
        SessionPlan plan = new SessionPlan(
                "default",
                ResourceClass.A,
                ResourceClass.A.sizes(),
                1,
                3,
                Map.of(),
                null,
                IDLE_SECONDS,
                List.of(),
                false,
                List.of());
        return new Session(
                id, 0, PROJECT, "admin", plan, state, "simulated-" + id, null, now, now, now, driverId, cause, null);
    }

    private Path directory(String driverId) {
        return data.resolve("drivers").resolve(driverId).toAbsolutePath();
    }

    private interface Work<T> {
        void on(Transaction transaction, T one);
    }

    private <T> void inParts(List<T> all, Work<T> work) {
        for (int from = 0; from < all.size(); from += SESSIONS_A_TRANSACTION) {
            List<T> part = all.subList(from, Math.min(all.size(), from + SESSIONS_A_TRANSACTION));
            store.run(transaction -> part.forEach(one -> work.on(transaction, one)));
        }
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    @Override
    public void close() {
        database.close();
    }
}
