package io.hearth.bench.row;

import io.hearth.bench.bare.BareStart;
import io.hearth.bench.lab.BenchGateway;
import io.hearth.bench.lab.BenchSession;
import io.hearth.bench.lab.Lab;
import io.hearth.bench.lab.ScratchDirectory;
import io.hearth.bench.report.Baseline;
import io.hearth.bench.report.Limit;
import io.hearth.bench.report.Quantity;
import io.hearth.bench.report.Result;
import io.hearth.bench.report.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A session from its POST to idle. A bare driver that starts as the session's did follows each, so that both see the same
 * machine; one is alone on it at a time. The ratio is to the bare driver that has compiled the imports of a Spark
 * shell, as an idle session has.
 */
public final class ColdStart implements Row {

    private static final double LIMIT_FACTOR = 1.1;

    @Override
    public String name() {
        return "cold";
    }

    @Override
    public String how() {
        return "From the first byte of POST /sessions to the last byte of the answer that says idle, one fresh "
                + "session after another on one gateway that has kept the classes of drivers and keeps none warm. After each, a bare driver starts alone: the driver's own "
                + "java command and class path, with only Spark and the Scala interpreter in it, until the imports "
                + "of a Spark shell are compiled.";
    }

    @Override
    public List<Result> measure(Lab lab) throws IOException {
        int times = lab.times(7, 2);
        List<Double> sessions = new ArrayList<>();
        List<Double> started = new ArrayList<>();
        List<Double> ready = new ArrayList<>();
        try (BenchGateway gateway = lab.startGatewayAsUsual(0)) {
            for (int i = 0; i < times; i++) {
                BareStart bare;
                try (BenchSession session = gateway.session()) {
                    sessions.add(session.secondsToIdle());
                    bare = BareStart.like(gateway.driver());
                }
                gateway.awaitNoDrivers();
                try (ScratchDirectory scratch = ScratchDirectory.create()) {
                    BareStart.Times bareTimes = bare.run(scratch.path());
                    started.add(bareTimes.started());
                    ready.add(bareTimes.ready());
                }
            }
        }
        double idle = new Samples(sessions).p50();
        double bareStarted = new Samples(started).p50();
        return List.of(Result.median(
                        name(),
                        "POST to idle, median of " + times + " sessions",
                        Quantity.SECONDS,
                        new Samples(sessions))
                .against(new Baseline("bare driver", new Samples(ready).p50()))
                .within(new Limit.AtMostTimes(LIMIT_FACTOR))
                .with("first", sessions.get(0))
                .with("bare without imports", bareStarted)
                .with("ratio to that", idle / bareStarted));
    }
}
