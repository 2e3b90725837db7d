package io.hearth.bench.row;

import io.hearth.bench.lab.BenchGateway;
import io.hearth.bench.lab.BenchSession;
import io.hearth.bench.lab.Lab;
import io.hearth.bench.report.Baseline;
import io.hearth.bench.report.Limit;
import io.hearth.bench.report.Quantity;
import io.hearth.bench.report.Result;
import io.hearth.bench.report.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code 1+1} in a session while a driver of the pool is warmed on the same machine, against the same when none is. Between
 * two statements is a pause in which the warm-up goes on, so that each statement meets it at work.
 */
public final class StatementsDuringRefill implements Row {

    private static final double LIMIT_FACTOR = 1.1;
    private static final Duration PAUSE = Duration.ofMillis(2_700);

    @Override
    public String name() {
        return "refill";
    }

    @Override
    public String how() {
        return "1+1 every 2.7 s in a session that has run it 300 times; a warm-up goes on 2 s after the last statement. First "
                + "without one, then during warm-ups, each begun by a session that takes the warm driver. At once: "
                + "without pauses, when the warm-up stands still.";
    }

    @Override
    public List<Result> measure(Lab lab) throws IOException {
        int before = lab.times(300, 20);
        int measured = lab.times(40, 3);
        int atOnce = lab.times(100, 5);
        try (BenchGateway gateway = lab.startGatewayAsUsual(1)) {
            gateway.awaitWarm(1);
            try (BenchSession session = gateway.session()) {
                for (int i = 0; i < before; i++) {
                    session.run("1+1");
                }
                List<Double> quiet = new ArrayList<>();
                List<Double> quietAtOnce = new ArrayList<>();
                List<Double> refilling = new ArrayList<>();
                List<Double> refillingAtOnce = new ArrayList<>();
                // In turns, so that both see the same session and machine.
                while (refilling.size() < measured) {
                    gateway.awaitWarm(1, session);
                    for (int i = 0; i < Math.min(10, measured); i++) {
                        quiet.add(afterPause(session));
                    }
                    quietAtOnce.addAll(atOnce(session, atOnce));
                    takeWarmDriver(gateway);
                    gateway.awaitWarming();
                    refillingAtOnce.addAll(atOnce(session, atOnce));
                    for (int i = 0; i < 10 && refilling.size() < measured && gateway.warming() > 0; i++) {
                        refilling.add(afterPause(session));
                    }
                }
                double quietMillis = new Samples(quiet).p50();
                return List.of(Result.median(
                                name(),
                                "1+1 while a driver is warmed, p50 of " + refilling.size(),
                                Quantity.MILLISECONDS,
                                new Samples(refilling))
                        .against(new Baseline("without", quietMillis))
                        .within(new Limit.AtMostTimes(LIMIT_FACTOR))
                        .with("at once", new Samples(refillingAtOnce).p50())
                        .with("at once without", new Samples(quietAtOnce).p50()));
            }
        }
    }

    private static void takeWarmDriver(BenchGateway gateway) throws IOException {
        gateway.session().close();
    }

    private static double afterPause(BenchSession session) throws IOException {
        LockSupport.parkNanos(PAUSE.toNanos());
        return session.run("1+1").total();
    }

    private static List<Double> atOnce(BenchSession session, int count) throws IOException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            millis.add(session.run("1+1").total());
        }
        return millis;
    }
}
