package io.hearth.bench.chaos;

import io.hearth.bench.lab.Poll;
import io.hearth.bench.toy.Execution;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** One run, and what is left of it to look at until it is closed. */
final class Chaos implements AutoCloseable {

    private static final String QUEUE = "chaos";
    private static final int QUEUE_UNITS = 12;
    private static final Duration CALM = Duration.ofMinutes(3);
    private static final Duration HUNG_UP = Duration.ofSeconds(15);

    private final ChaosPlan plan;
    private final Cluster cluster;
    private final Evidence evidence = new Evidence();
    private final String sessions;
    private final ChaosCaller caller;
    private Set<String> killedDrivers = Set.of();

    private Chaos(ChaosPlan plan, Cluster cluster) throws IOException {
        this.plan = plan;
        this.cluster = cluster;
        this.sessions = "/v2.0/" + cluster.project() + "/sessions";
        this.caller = caller(plan.seed());
    }

    /** Starts the gateways and gives them a queue that is smaller than what clients want of it. */
    static Chaos start(ChaosPlan plan) throws IOException, InterruptedException {
        Cluster cluster = Cluster.start(plan.home(), plan.gateways());
        try {
            Chaos chaos = new Chaos(plan, cluster);
            Reply queue = chaos.caller.call(
                    "POST",
                    "/v1.0/" + cluster.project() + "/queues",
                    "{\"queue_name\": \"" + QUEUE + "\", \"cu_count\": " + QUEUE_UNITS + "}",
                    null);
            if (!queue.isOk()) {
                throw new IOException("no queue: " + queue);
            }
            return chaos;
        } catch (IOException | RuntimeException | InterruptedException e) {
            cluster.close();
            throw e;
        }
    }

    private ChaosCaller caller(long seed) throws IOException {
        List<URI> addresses =
                cluster.gateways().stream().map(ChaosGateway::address).toList();
        return new ChaosCaller(addresses, cluster.token(), new Random(seed), evidence);
    }

    /** Lets clients and faults loose on each other, then heals and ends everything. */
    void run() throws IOException, InterruptedException {
        AtomicBoolean stopped = new AtomicBoolean();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < plan.clients(); i++) {
            long seed = plan.seed() + 1 + i;
            ChaosClient client =
                    new ChaosClient("c" + i, sessions, QUEUE, caller(seed), new Random(seed), evidence, stopped);
            clients.add(new Thread(client, "client-" + i));
        }
        Thread ledger = new Thread(() -> watchLedger(stopped), "ledger");
        try (Troublemaker trouble = new Troublemaker(cluster, plan.progress())) {
            clients.forEach(Thread::start);
            ledger.start();
            trouble.cause(plan.faults(), plan.lasts());
            trouble.heal();
            plan.progress().accept("healed");
            stopped.set(true);
            for (Thread client : clients) {
                client.join();
            }
            ledger.join();
            killedDrivers = trouble.killedDrivers();
        }
        endAll();
        cluster.endGateways();
        plan.progress()
                .accept("%d sessions and %d statements, %d drivers killed; calls by what came of them: %s"
                        .formatted(
                                evidence.sessions().size(),
                                evidence.statements().size(),
                                killedDrivers.size(),
                                evidence.counts()));
    }

    /** Looks at what sessions hold of the queue, all the time. */
    private void watchLedger(AtomicBoolean stopped) {
        while (!stopped.get()) {
            try (Connection database = cluster.database().connect()) {
                while (!stopped.get()) {
                    List<Long> held = StoreRows.ledger(database, QUEUE);
                    if (held.get(0) > held.get(1)) {
                        evidence.broken("sessions hold " + held.get(0) + " CU of " + held.get(1));
                    }
                    Thread.sleep(300);
                }
            } catch (SQLException e) {
                // It crashed: there will be another.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Deletes what clients left, and asks for all of the queue: it is there at once, or somebody still holds a part. */
    private void endAll() throws IOException, InterruptedException {
        for (Evidence.SessionTold session : evidence.sessions()) {
            caller.call("DELETE", sessions + "/" + session.sessionId(), null, null);
        }
        awaitCalm();
        evidence.asked("whole");
        Reply whole = caller.call("POST", sessions, """
                {"kind": "spark", "queue": "%s", "driverMemory": "1G", "driverCores": 1, "executorMemory": "1G",
                 "executorCores": 1, "numExecutors": %d}""".formatted(QUEUE, QUEUE_UNITS - 1), "whole");
        if (!whole.body().path("state").asString("").equals("starting")) {
            evidence.broken("a session that needs the whole queue does not start: " + whole);
        }
        caller.call("DELETE", sessions + "/" + whole.body().path("id").asString(""), null, null);
        awaitCalm();
    }

    private void awaitCalm() throws IOException {
        try {
            Poll.until(this::isCalm, calm -> calm, CALM);
        } catch (IOException e) {
            // What goes on the checker finds.
            plan.progress().accept("not everything came to an end: " + e.getMessage());
        }
    }

    private boolean isCalm() throws IOException {
        try (Connection database = cluster.database().connect()) {
            StoreRows rows = read(database);
            Thread.sleep(200);
            return rows.aliveDrivers().isEmpty()
                    && rows.sessions().values().stream().allMatch(StoreRows.SessionRow::isFinal)
                    && Leftovers.find(cluster).equals(new Leftovers(List.of(), List.of()));
        } catch (SQLException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    List<Violation> check() throws IOException, SQLException {
        try (Connection database = cluster.database().connect()) {
            return Checker.check(
                    evidence,
                    readOnceAlone(database),
                    Execution.readAll(cluster.journals()),
                    Leftovers.find(cluster),
                    killedDrivers);
        }
    }

    /** The database takes a moment to see that others have hung up. */
    private static StoreRows readOnceAlone(Connection database) throws SQLException {
        try {
            return Poll.until(() -> read(database), rows -> rows.connections() == 0, HUNG_UP);
        } catch (IOException e) {
            // Who stays the checker finds.
            return StoreRows.read(database);
        }
    }

    private static StoreRows read(Connection database) throws IOException {
        try {
            return StoreRows.read(database);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    Cluster cluster() {
        return cluster;
    }

    /** Keeps the logs of the gateways for whoever looks into a violation. */
    void saveLogs(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (ChaosGateway gateway : cluster.gateways()) {
            Files.write(directory.resolve(gateway.data().getFileName() + ".log"), gateway.log());
        }
    }

    @Override
    public void close() throws IOException {
        cluster.close();
    }
}
