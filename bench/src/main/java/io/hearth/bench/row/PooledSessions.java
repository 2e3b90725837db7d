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

/** Sessions that take a warm driver: how soon they are idle, and what their first statements take. */
public final class PooledSessions implements Row {

    private static final double LIMIT_IDLE_SECONDS = 0.3;
    private static final double LIMIT_WORST_SECONDS = 1;
    private static final double LIMIT_STATEMENT_MILLIS = 60;
    private static final double LIMIT_SQL_MILLIS = 1_000;
    private static final int STATEMENTS = 20;
    private static final String SQL =
            "spark.sql(\"select count(*), sum(id) from range(100000) where id % 3 = 0\").show()";

    @Override
    public String name() {
        return "pool";
    }

    @Override
    public String how() {
        return "As cold and first20, on a gateway that keeps one driver warm: each session begins once there is one, runs "
                + "1+1 twenty times and then its first job of Spark SQL, over one keep-alive connection, and ends.";
    }

    @Override
    public List<Result> measure(Lab lab) throws IOException {
        int sessions = lab.times(10, 1);
        List<Double> idle = new ArrayList<>();
        List<Double> statements = new ArrayList<>();
        List<Double> first = new ArrayList<>();
        List<Double> sql = new ArrayList<>();
        try (BenchGateway gateway = lab.startGatewayAsUsual(1)) {
            for (int i = 0; i < sessions; i++) {
                gateway.awaitWarm(1);
                try (BenchSession session = gateway.session()) {
                    idle.add(session.secondsToIdle());
                    for (int statement = 1; statement <= STATEMENTS; statement++) {
                        double millis = session.run("1+1").total();
                        statements.add(millis);
                        if (statement == 1) {
                            first.add(millis);
                        }
                    }
                    sql.add(session.run(SQL).total());
                }
            }
        }
        return List.of(
                Result.median(
                                name(),
                                "POST to idle with a warm driver, p50 of " + sessions,
                                Quantity.SECONDS,
                                new Samples(idle))
                        .within(new Limit.AtMost(LIMIT_IDLE_SECONDS)),
                Result.of(
                                name(),
                                "POST to idle with a warm driver, worst of " + sessions,
                                Quantity.SECONDS,
                                new Samples(idle).max())
                        .within(new Limit.AtMost(LIMIT_WORST_SECONDS)),
                Result.median(
                                name(),
                                "1+1, POST to available, p50 of the first 20 of each",
                                Quantity.MILLISECONDS,
                                new Samples(statements))
                        .within(new Limit.AtMost(LIMIT_STATEMENT_MILLIS))
                        .with("very first", new Samples(first).p50()),
                Result.median(
                                name(),
                                "first job of Spark SQL, POST to available, p50",
                                Quantity.MILLISECONDS,
                                new Samples(sql))
                        .within(new Limit.AtMost(LIMIT_SQL_MILLIS)));
    }
}
