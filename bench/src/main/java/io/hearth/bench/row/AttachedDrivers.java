package io.hearth.bench.row;

import io.hearth.bench.lab.BenchSession;
import io.hearth.bench.lab.Lab;
import io.hearth.bench.lab.SimulatedGateway;
import io.hearth.bench.report.Limit;
import io.hearth.bench.report.Quantity;
import io.hearth.bench.report.Result;
import io.hearth.bench.report.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A gateway with thousands of drivers that have nothing to do: what it takes, and what a statement through it takes. */
public final class AttachedDrivers implements Row {

    private static final double MEGA = 1e6;
    private static final double LIMIT_MEGABYTES = 700;
    private static final double LIMIT_MILLIS = 50;

    @Override
    public String name() {
        return "drivers";
    }

    @Override
    public String how() {
        return "A gateway with the distribution's own flags is started on a store with that many idle sessions; their "
                + "drivers, simulated by one process beside it, dial in, keep to the protocol and say every 3 s that they live. "
                + "Memory is VmRSS, read after the statements. A statement is answered by its driver at once; each goes "
                + "to another session.";
    }

    @Override
    public List<Result> measure(Lab lab) throws IOException {
        int drivers = lab.times(10_000, 200);
        int warmUp = lab.times(300, 20);
        int measured = lab.times(1_000, 50);
        try (SimulatedGateway simulated = lab.startSimulated(drivers)) {
            run(simulated, 0, warmUp);
            LockSupport.parkNanos(lab.times(10, 1) * 1_000_000_000L);
            long cpuBefore = simulated.gateway().files().cpuMillis();
            long from = System.nanoTime();
            LockSupport.parkNanos(lab.times(20, 2) * 1_000_000_000L);
            double cpu =
                    (simulated.gateway().files().cpuMillis() - cpuBefore) / ((System.nanoTime() - from) / 1e6) * 100;
            Samples millis = run(simulated, warmUp, measured);
            double resident = simulated.gateway().files().residentBytes() / MEGA;
            double peak = simulated.gateway().files().peakResidentBytes() / MEGA;
            simulated.requireWhole();
            return List.of(
                    Result.of(name(), "gateway with %d idle drivers".formatted(drivers), Quantity.MEGABYTES, resident)
                            .within(new Limit.AtMost(LIMIT_MEGABYTES))
                            .with("peak", peak)
                            .with("s to ready", simulated.gateway().secondsToReady())
                            .with("s until all were back", simulated.secondsToAttach())
                            .with("percent of a core", cpu),
                    new Result(
                                    name(),
                                    "statement through it, POST to available, p99 of " + measured,
                                    Quantity.MILLISECONDS,
                                    millis.p99(),
                                    null,
                                    new Limit.AtMost(LIMIT_MILLIS),
                                    Map.of(),
                                    millis)
                            .with("p50", millis.p50())
                            .with("max", millis.max()));
        }
    }

    private static Samples run(SimulatedGateway simulated, int from, int count) throws IOException {
        List<Double> millis = new ArrayList<>();
        try (var connection = simulated.gateway().connect()) {
            for (int i = 0; i < count; i++) {
                BenchSession session = simulated.session(connection, (from + i * 7) % simulated.sessions());
                millis.add(session.run("1+1").total());
            }
        }
        return new Samples(millis);
    }
}
