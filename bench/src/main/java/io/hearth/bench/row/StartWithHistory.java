package io.hearth.bench.row;

import io.hearth.bench.lab.BenchGateway;
import io.hearth.bench.lab.Lab;
import io.hearth.bench.lab.ScratchDirectory;
import io.hearth.bench.report.Limit;
import io.hearth.bench.report.Quantity;
import io.hearth.bench.report.Result;
import io.hearth.bench.report.Samples;
import io.hearth.bench.seed.Seed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How much longer a gateway takes to be ready when its store is full of sessions that are over. */
public final class StartWithHistory implements Row {

    private static final int STATEMENTS = 5;
    private static final double LIMIT_SECONDS = 1;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String how() {
        return "From the start of the distribution's own command until it says that it is ready, in turn on a store with no "
                + "session and on one with that many finished ones, each with 5 statements and 10 events. The value is the "
                + "difference of the medians.";
    }

    @Override
    public List<Result> measure(Lab lab) throws IOException {
        int times = lab.times(5, 1);
        int sessions = lab.times(10_000, 300);
        List<Double> without = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            without.add(start(lab, 0));
            with.add(start(lab, sessions));
        }
        double none = new Samples(without).p50();
        double full = new Samples(with).p50();
        return List.of(Result.of(
                        name(),
                        "start with %d finished sessions, longer".formatted(sessions),
                        Quantity.SECONDS,
                        full - none)
                .within(new Limit.AtMost(LIMIT_SECONDS))
                .with("with none", none)
                .with("with all", full));
    }

    private static double start(Lab lab, int sessions) throws IOException {
        ScratchDirectory data = ScratchDirectory.create();
        try (Seed seed = Seed.open(data.path())) {
            seed.finishedSessions(sessions, STATEMENTS);
        }
        try (BenchGateway gateway = lab.startGateway(data)) {
            return gateway.secondsToReady();
        }
    }
}
