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
 * {@code 1+1} in a session that has run it 300 times, against the interpreter alone in the same JVM. Both take turns: what
 * the JIT compiler has learnt, and what else the machine does, counts for both.
 *
 * <p>The polls of the client are a part of what it measures. Statements that are all submitted before the first is over
 * tell what is left without them: the time between two ends, with the gateway's commits but without a client that waits.
 */
public final class WarmStatements implements Row {

    private static final double LIMIT_FACTOR = 1.5;
    private static final int ROUNDS = 4;

    @Override
    public String name() {
        return "warm";
    }

    @Override
    public String how() {
        return "As first20, in turns of 50 with IMain.interpret(\"1+1\") of a plain Scala interpreter in the "
                + "session's own JVM. Submitted at once: the time between the ends of statements that all wait in "
                + "line, so without the client's polls.";
    }

    @Override
    public List<Result> measure(Lab lab) throws IOException {
        int before = lab.times(300, 20);
        int perRound = lab.times(50, 5);
        List<Double> total = new ArrayList<>();
        List<Double> posts = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        double inRow;
        try (BenchGateway gateway = lab.startGateway();
                BenchSession session = gateway.session()) {
            for (int i = 0; i < before; i++) {
                session.run("1+1");
            }
            BareInterpreter interpreter = BareInterpreter.in(session);
            interpreter.time(perRound);
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < perRound; i++) {
                    var times = session.run("1+1");
                    total.add(times.total());
                    posts.add(times.post());
                }
                bare.addAll(interpreter.time(perRound));
            }
            inRow = inRow(session, 2 * perRound);
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
