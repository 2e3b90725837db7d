package io.hearth.bench.row;

import io.hearth.bench.lab.Answer;
import io.hearth.bench.lab.BenchGateway;
import io.hearth.bench.lab.BenchSession;
import io.hearth.bench.lab.Lab;
import io.hearth.bench.report.Baseline;
import io.hearth.bench.report.Limit;
import io.hearth.bench.report.Quantity;
import io.hearth.bench.report.Result;
import io.hearth.bench.report.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code 1+1} in a session that has run it 300 times, against the interpreter alone in the same JVM. The interpreter comes
 * last, when the JIT compiler has learnt most: beside the session's own it would make that compiler begin anew.
 *
 * <p>The client waits with {@code ?wait=}. One that asks again and again takes time from what it waits for, on the same cores;
 * how much is measured, too. Statements that are all submitted before the first is over tell what is left without any client:
 * the time between two ends, with the gateway's commits.
 */
public final class WarmStatements implements Row {

    private static final double LIMIT_FACTOR = 1.25;

    @Override
    public String name() {
        return "warm";
    }

    @Override
    public String how() {
        return "As first20, then IMain.interpret(\"1+1\") of a plain Scala interpreter in the session's own JVM. "
                + "The client waits with ?wait=; polling: it asks every 2 ms instead. Submitted at once: the time "
                + "between the ends of statements that all wait in line, so without a client that waits.";
    }

    @Override
    public List<Result> measure(Lab lab) throws IOException {
        int before = lab.times(300, 20);
        int measured = lab.times(200, 10);
        List<Double> total = new ArrayList<>();
        List<Double> posts = new ArrayList<>();
        List<Double> polling = new ArrayList<>();
        List<Double> bare;
        double inRow;
        try (BenchGateway gateway = lab.startGateway();
                BenchSession session = gateway.session()) {
            for (int i = 0; i < before; i++) {
                session.run("1+1");
            }
            for (int i = 0; i < measured; i++) {
                var times = session.run("1+1");
                total.add(times.total());
                posts.add(times.post());
            }
            for (int i = 0; i < measured; i++) {
                polling.add(session.runPolling("1+1").total());
            }
            inRow = inRow(session, measured);
            BareInterpreter interpreter = BareInterpreter.in(session);
            interpreter.time(measured);
            bare = interpreter.time(measured);
        }
        double interpreterAlone = new Samples(bare).p50();
        return List.of(Result.median(
                        name(),
                        "1+1 after %d statements, POST to available, p50".formatted(before),
                        Quantity.MILLISECONDS,
                        new Samples(total))
                .against(new Baseline("bare interpreter", interpreterAlone))
                .within(new Limit.AtMostTimes(LIMIT_FACTOR))
                .with("of that POST", new Samples(posts).p50())
                .with("polling", new Samples(polling).p50())
                .with("submitted at once, each", inRow)
                .with("ratio of those", inRow / interpreterAlone));
    }

    private static double inRow(BenchSession session, int count) throws IOException {
        Answer first = session.post("1+1");
        Answer last = first;
        for (int i = 1; i <= count; i++) {
            last = session.post("1+1");
        }
        Answer firstOver = session.await(first);
        Answer lastOver = session.await(last);
        return (lastOver.receivedAt() - firstOver.receivedAt()) / 1e6 / count;
    }
}
