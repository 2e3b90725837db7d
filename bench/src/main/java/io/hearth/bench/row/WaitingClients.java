package io.hearth.bench.row;

import io.hearth.bench.lab.Answer;
import io.hearth.bench.lab.BenchSession;
import io.hearth.bench.lab.Crowd;
import io.hearth.bench.lab.KeepAliveConnection;
import io.hearth.bench.lab.Lab;
import io.hearth.bench.lab.SimulatedGateway;
import io.hearth.bench.report.Limit;
import io.hearth.bench.report.Quantity;
import io.hearth.bench.report.Result;
import io.hearth.bench.report.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Thousands of clients that wait for one statement, and what others notice of them. */
public final class WaitingClients implements Row {

    private static final int FOLLOWERS_OF_A_HUNDRED = 5;

    /** As many as both of the gateway's pools may have, which come and go with what there is to do. */
    private static final double LIMIT_THREADS = 80;

    @Override
    public String name() {
        return "waiting";
    }

    @Override
    public String how() {
        return "That many clients ask for a running statement with ?wait=60, and 5 more for every hundred follow its event stream. "
                + "Threads are those of the gateway's process, more than before they came, once all of them wait. "
                + "Meanwhile one client reads the session. Then the statement is cancelled, and all are answered.";
    }

    @Override
    public List<Result> measure(Lab lab) throws IOException {
        int clients = lab.times(2_000, 100);
        int reads = lab.times(1_000, 50);
        try (SimulatedGateway simulated = lab.startSimulated(1);
                KeepAliveConnection connection = simulated.gateway().connect()) {
            BenchSession session = simulated.session(connection, 0);
            session.run("1+1");
            Answer posted = session.post(SimulatedGateway.HANG);
            String statement = session.path() + "/statements/"
                    + posted.json().required("id").asInt();
            Samples before = read(connection, session.path(), reads);
            int threadsBefore = simulated.gateway().files().threads();
            double residentBefore = simulated.gateway().files().residentBytes() / 1e6;
            try (Crowd waiting = simulated.gateway().crowd(Collections.nCopies(clients, statement + "?wait=60"));
                    Crowd following = simulated
                            .gateway()
                            .crowd(Collections.nCopies(
                                    clients / 100 * FOLLOWERS_OF_A_HUNDRED, statement + "/stream"))) {
                LockSupport.parkNanos(3_000_000_000L);
                int more = simulated.gateway().files().threads() - threadsBefore;
                double resident = simulated.gateway().files().residentBytes() / 1e6;
                Samples meanwhile = read(connection, session.path(), reads);
                if (waiting.answered() > 0) {
                    throw new IOException(waiting.answered() + " clients did not wait");
                }
                long began = System.nanoTime();
                connection.post(statement + "/cancel", "{}");
                waiting.awaitAnswers(Duration.ofSeconds(20));
                double answeredMillis = (System.nanoTime() - began) / 1e6;
                following.awaitAnswers(Duration.ofSeconds(1));
                return List.of(
                        Result.of(
                                        name(),
                                        "threads more with %d waiting clients".formatted(clients),
                                        Quantity.COUNT,
                                        more)
                                .within(new Limit.AtMost(LIMIT_THREADS))
                                .with("threads before", threadsBefore)
                                .with("MB before", residentBefore)
                                .with("MB then", resident),
                        Result.median(name(), "GET of the session meanwhile, p50", Quantity.MILLISECONDS, meanwhile)
                                .with("p99", meanwhile.p99())
                                .with("p50 before", before.p50()),
                        Result.of(name(), "until all of them were answered", Quantity.MILLISECONDS, answeredMillis));
            }
        }
    }

    private static Samples read(KeepAliveConnection connection, String path, int times) throws IOException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            millis.add(connection.get(path).millis());
        }
        return new Samples(millis);
    }
}
