package io.hearth.bench.row;

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

/** {@code 1+1} as each of the first twenty statements of sessions that have just become idle, as the client sees it. */
public final class FirstStatements implements Row {

    private static final int STATEMENTS = 20;
    private static final double LIMIT_MILLIS = 250;

    @Override
    public String name() {
        return "first20";
    }

    @Override
    public String how() {
        return "From the first byte of the statement's POST to the last byte of the answer that says available, "
                + "over one keep-alive connection that polls (after 1 ms, or 2 % of the time passed).";
    }

    @Override
    public List<Result> measure(Lab lab) throws IOException {
        int sessions = lab.times(3, 1);
        List<Double> all = new ArrayList<>();
        List<Double> first = new ArrayList<>();
        List<Double> last = new ArrayList<>();
        try (BenchGateway gateway = lab.startGateway()) {
            for (int i = 0; i < sessions; i++) {
                try (BenchSession session = gateway.session()) {
                    for (int statement = 1; statement <= STATEMENTS; statement++) {
                        double millis = session.run("1+1").total();
                        all.add(millis);
                        if (statement == 1) {
                            first.add(millis);
                        } else if (statement == STATEMENTS) {
                            last.add(millis);
                        }
                    }
                }
                gateway.awaitNoDrivers();
            }
        }
        return List.of(Result.median(
                        name(),
                        "1+1, POST to available, p50 of the first 20 of " + sessions + " sessions",
                        Quantity.MILLISECONDS,
                        new Samples(all))
                .within(new Limit.AtMost(LIMIT_MILLIS))
                .with("first", new Samples(first).p50())
                .with("20th", new Samples(last).p50()));
    }
}
