package io.hearth.bench.row;

import io.hearth.bench.lab.Answer;
import io.hearth.bench.lab.BenchGateway;
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
import java.util.List;

/**
 * The POST of a statement alone, which is answered after its commit: to a session that is idle, and to one that is busy,
 * so that the statement has to wait.
 */
public final class PostLatency implements Row {

    private static final double LIMIT_MILLIS = 3;
    private static final double LIMIT_P99_MILLIS = 15;
    private static final int BUSY_DRIVERS = 50;

    @Override
    public String name() {
        return "post";
    }

    @Override
    public String how() {
        return "The POST of a statement alone, which is answered after its commit, over one keep-alive "
                + "connection: each after the one before is over (idle), or while a statement runs and the new "
                + "ones wait (busy). Beside 50 busy drivers: the session is one of 51 with simulated drivers, each of the "
                + "others runs a statement, tells ten times a second how far it is and prints five lines a second, which a "
                + "caller follows.";
    }

    @Override
    public List<Result> measure(Lab lab) throws IOException {
        int idle = lab.times(300, 20);
        int busy = lab.times(900, 50);
        int warmUp = lab.times(50, 5);
        List<Result> results = new ArrayList<>();
        try (BenchGateway gateway = lab.startGateway();
                BenchSession session = gateway.session()) {
            toIdle(session, warmUp);
            Samples whileIdle = toIdle(session, idle);
            // Ends with the session.
            session.post("Thread.sleep(600000)");
            Samples whileBusy = toBusy(session, busy);
            results.addAll(results("session idle", whileIdle));
            results.addAll(results("session busy", whileBusy));
        }
        results.addAll(results("beside %d busy drivers".formatted(BUSY_DRIVERS), besideBusyDrivers(lab)));
        return results;
    }

    private static Samples besideBusyDrivers(Lab lab) throws IOException {
        try (SimulatedGateway simulated = lab.startSimulated(BUSY_DRIVERS + 1)) {
            List<String> streams = new ArrayList<>();
            for (int i = 1; i <= BUSY_DRIVERS; i++) {
                try (KeepAliveConnection connection = simulated.gateway().connect()) {
                    BenchSession busy = simulated.session(connection, i);
                    busy.post(SimulatedGateway.HANG);
                    streams.add(busy.path() + "/statements/0/stream");
                }
            }
            BenchSession session = simulated.session(0);
            try (Crowd followers = simulated.gateway().crowd(streams)) {
                toIdle(session, lab.times(200, 5));
                followers.awaitAnswers(Duration.ofSeconds(10));
                Samples samples = toIdle(session, lab.times(600, 20));
                followers.answered();
                simulated.requireWhole();
                return samples;
            }
        }
    }

    private static Samples toIdle(BenchSession session, int count) throws IOException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Answer posted = session.post("1+1");
            millis.add(posted.millis());
            session.await(posted);
        }
        return new Samples(millis);
    }

    private static Samples toBusy(BenchSession session, int count) throws IOException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            millis.add(session.post("1+1").millis());
        }
        return new Samples(millis);
    }

    private List<Result> results(String when, Samples samples) {
        String what = "POST of a statement, %s, %s of " + samples.count();
        return List.of(
                Result.median(name(), what.formatted(when, "p50"), Quantity.MILLISECONDS, samples)
                        .within(new Limit.AtMost(LIMIT_MILLIS)),
                Result.of(name(), what.formatted(when, "p99"), Quantity.MILLISECONDS, samples.p99())
                        .within(new Limit.AtMost(LIMIT_P99_MILLIS)));
    }
}
