package io.hearth.bench.row;

import io.hearth.bench.lab.BenchGateway;
import io.hearth.bench.lab.BenchSession;
import io.hearth.bench.lab.KeepAliveConnection;
import io.hearth.bench.lab.Lab;
import io.hearth.bench.report.Limit;
import io.hearth.bench.report.Quantity;
import io.hearth.bench.report.Result;
import io.hearth.bench.report.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How often per second an idle session can be read, over one connection and over eight. The client takes its share. */
public final class GetThroughput implements Row {

    private static final int LIMITED = 8;
    private static final List<Integer> CONNECTIONS = List.of(1, LIMITED);
    private static final double LIMIT_PER_SECOND = 6_000;

    @Override
    public String name() {
        return "get";
    }

    @Override
    public String how() {
        return "GET of an idle session, as fast as blocking clients on the same cores can, 8 s after a warm-up "
                + "of 3 s.";
    }

    @Override
    public List<Result> measure(Lab lab) throws IOException, InterruptedException {
        Duration warmUp = Duration.ofMillis(lab.times(3_000, 300));
        Duration measured = Duration.ofMillis(lab.times(8_000, 500));
        List<Result> results = new ArrayList<>();
        try (BenchGateway gateway = lab.startGateway();
                BenchSession session = gateway.session()) {
            for (int connections : CONNECTIONS) {
                read(gateway, session.path(), connections, warmUp);
                Samples millis = read(gateway, session.path(), connections, measured);
                Result result = Result.of(
                                name(),
                                "GET of a session, connections: " + connections,
                                Quantity.PER_SECOND,
                                millis.count() / (measured.toMillis() / 1e3))
                        .with("p50 ms", millis.p50())
                        .with("p99 ms", millis.p99());
                results.add(connections == LIMITED ? result.within(new Limit.AtLeast(LIMIT_PER_SECOND)) : result);
            }
        }
        return results;
    }

    private static Samples read(BenchGateway gateway, String path, int connections, Duration time)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            Callable<List<Double>> reader = () -> read(gateway, path, end);
            List<Double> all = new ArrayList<>();
            for (Future<List<Double>> one : threads.invokeAll(java.util.Collections.nCopies(connections, reader))) {
                all.addAll(one.get());
            }
            return new Samples(all);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Double> read(BenchGateway gateway, String path, long end) throws IOException {
        List<Double> millis = new ArrayList<>();
        try (KeepAliveConnection connection = gateway.connect()) {
            byte[] request = connection.prepare(path);
            while (System.nanoTime() < end) {
                millis.add(connection.pass(request));
            }
        }
        return millis;
    }
}
