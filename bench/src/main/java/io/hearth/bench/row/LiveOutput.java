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
import java.util.regex.Pattern;

/** How old the first line of a loop that prints is when the client that follows the statement has it. */
public final class LiveOutput implements Row {

    private static final double LIMIT_MILLIS = 100;

    /** Prints the time by the machine's clock, after a pause in which the client can begin to follow. */
    private static final String LOOP =
            "for (_ <- 1 to 3) { Thread.sleep(300); println(\"at \" + System.currentTimeMillis + \".\") }";

    private static final Pattern PRINTED = Pattern.compile("at ([0-9]{13})\\.");

    @Override
    public String name() {
        return "live";
    }

    @Override
    public String how() {
        return "A statement prints the time in a loop; the client follows its event stream and compares the first of these with "
                + "its own clock, which is the same, when it has read it. Whole milliseconds.";
    }

    @Override
    public List<Result> measure(Lab lab) throws IOException {
        int times = lab.times(20, 3);
        List<Double> millis = new ArrayList<>();
        try (BenchGateway gateway = lab.startGateway();
                BenchSession session = gateway.session()) {
            session.run(LOOP);
            for (int i = 0; i < times; i++) {
                millis.add(session.runFollowed(gateway.connect(), LOOP, PRINTED));
            }
        }
        Samples samples = new Samples(millis);
        return List.of(
                Result.median(name(), "age of the first line, p50 of " + times, Quantity.MILLISECONDS, samples)
                        .within(new Limit.AtMost(LIMIT_MILLIS)),
                Result.of(name(), "age of the first line, worst of " + times, Quantity.MILLISECONDS, samples.max())
                        .within(new Limit.AtMost(LIMIT_MILLIS)));
    }
}
