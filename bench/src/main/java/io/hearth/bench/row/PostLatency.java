package io.hearth.bench.row;

import io.hearth.bench.lab.Answer;
import io.hearth.bench.lab.BenchGateway;
import io.hearth.bench.lab.BenchSession;
import io.hearth.bench.lab.Lab;
import io.hearth.bench.report.Limit;
import io.hearth.bench.report.Quantity;
import io.hearth.bench.report.Result;
import io.hearth.bench.report.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The POST of a statement alone, which is answered after its commit: to a session that is idle, and to one that is busy,
 * so that the statement has to wait.
 */
public final class PostLatency implements Row {

    private static final double LIMIT_MILLIS = 5;

    @Override
    public String name() {
        return "post";
    }

    @Override
    public String how() {
        return "The POST of a statement alone, which is answered after its commit, over one keep-alive "
                + "connection: each after the one before is over (idle), or while a statement runs and the new "
                + "ones wait (busy).";
    }

    @Override
    public List<Result> measure(Lab lab) throws IOException {
        int idle = lab.times(300, 20);
        int busy = lab.times(900, 50);
        int warmUp = lab.times(50, 5);
        try (BenchGateway gateway = lab.startGateway();
                BenchSession session = gateway.session()) {
            toIdle(session, warmUp);
            Samples whileIdle = toIdle(session, idle);
            // Ends with the session.
            session.post("Thread.sleep(600000)");
            Samples whileBusy = toBusy(session, busy);
            return List.of(result("idle", whileIdle), result("busy", whileBusy));
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

    private Result result(String state, Samples samples) {
        return Result.median(
                        name(),
                        "POST of a statement, session " + state + ", p50 of " + samples.count(),
                        Quantity.MILLISECONDS,
                        samples)
                .within(new Limit.AtMost(LIMIT_MILLIS))
                .with("p99", samples.p99());
    }
}
