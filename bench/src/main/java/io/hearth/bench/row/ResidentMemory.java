package io.hearth.bench.row;

import io.hearth.bench.lab.BenchGateway;
import io.hearth.bench.lab.BenchSession;
import io.hearth.bench.lab.Lab;
import io.hearth.bench.report.Limit;
import io.hearth.bench.report.Quantity;
import io.hearth.bench.report.Result;
import java.io.IOException;
import java.util.List;

/** The memory of the gateway's process with one session: soon after the start, and after some use. */
public final class ResidentMemory implements Row {

    private static final double MEGA = 1e6;
    private static final double LIMIT_MEGABYTES = 200;

    @Override
    public String name() {
        return "rss";
    }

    @Override
    public String how() {
        return "VmRSS of the gateway's process, started by the distribution's own command, in millions of " + "bytes.";
    }

    @Override
    public List<Result> measure(Lab lab) throws IOException {
        int statements = lab.times(200, 10);
        int reads = lab.times(20_000, 500);
        try (BenchGateway gateway = lab.startGateway();
                BenchSession session = gateway.session()) {
            session.run("1+1");
            Result soon = result(gateway, "gateway with one session, after 1 statement");
            for (int i = 0; i < statements; i++) {
                session.run("1+1");
            }
            try (var connection = gateway.connect()) {
                for (int i = 0; i < reads; i++) {
                    connection.get(session.path());
                }
            }
            return List.of(
                    soon,
                    result(
                            gateway,
                            "gateway with one session, after %d statements and %d GETs".formatted(statements, reads)));
        }
    }

    private Result result(BenchGateway gateway, String what) throws IOException {
        return Result.of(name(), what, Quantity.MEGABYTES, gateway.files().residentBytes() / MEGA)
                .within(new Limit.AtMost(LIMIT_MEGABYTES))
                .with("peak", gateway.files().peakResidentBytes() / MEGA);
    }
}
