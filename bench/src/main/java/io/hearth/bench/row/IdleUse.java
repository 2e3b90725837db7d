package io.hearth.bench.row;

import io.hearth.bench.lab.BenchGateway;
import io.hearth.bench.lab.BenchSession;
import io.hearth.bench.lab.Lab;
import io.hearth.bench.lab.ProcFiles;
import io.hearth.bench.report.Limit;
import io.hearth.bench.report.Quantity;
import io.hearth.bench.report.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What a gateway and the driver of a session take of a core while nobody asks anything of them. */
public final class IdleUse implements Row {

    private static final double LIMIT_PERCENT = 1;
    private static final Duration SETTLED = Duration.ofSeconds(15);

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String how() {
        return "Time on a core of the gateway's process and of the driver's, all threads, over 60 s in which nobody calls; 15 s "
                + "after the session's first statement, so that the JIT compiler has come to rest.";
    }

    @Override
    public List<Result> measure(Lab lab) throws IOException {
        Duration measured = Duration.ofSeconds(lab.times(60, 20));
        try (BenchGateway gateway = lab.startGateway()) {
            // Ends with the gateway: its connection will have been silent for longer than gateways take.
            BenchSession session = gateway.session();
            session.run("1+1");
            ProcFiles driver = gateway.driver();
            LockSupport.parkNanos(SETTLED.toNanos());
            long gatewayBefore = gateway.files().cpuMillis();
            long driverBefore = driver.cpuMillis();
            long began = System.nanoTime();
            LockSupport.parkNanos(measured.toNanos());
            double passedMillis = (System.nanoTime() - began) / 1e6;
            return List.of(
                    result("gateway with an idle session", gateway.files().cpuMillis() - gatewayBefore, passedMillis),
                    result("driver of an idle session", driver.cpuMillis() - driverBefore, passedMillis));
        }
    }

    private Result result(String what, long cpuMillis, double passedMillis) {
        return Result.of(name(), what + ", of a core", Quantity.PERCENT, 100 * cpuMillis / passedMillis)
                .within(new Limit.AtMost(LIMIT_PERCENT));
    }
}
