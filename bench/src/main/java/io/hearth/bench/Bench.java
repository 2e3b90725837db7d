package io.hearth.bench;

import io.hearth.bench.lab.Lab;
import io.hearth.bench.report.Failure;
import io.hearth.bench.report.Report;
import io.hearth.bench.report.Result;
import io.hearth.bench.row.AttachedDrivers;
import io.hearth.bench.row.ColdStart;
import io.hearth.bench.row.FirstStatements;
import io.hearth.bench.row.GetThroughput;
import io.hearth.bench.row.IdleUse;
import io.hearth.bench.row.LiveOutput;
import io.hearth.bench.row.PooledSessions;
import io.hearth.bench.row.PostLatency;
import io.hearth.bench.row.ResidentMemory;
import io.hearth.bench.row.Row;
import io.hearth.bench.row.StartWithHistory;
import io.hearth.bench.row.StatementsDuringRefill;
import io.hearth.bench.row.WaitingClients;
import io.hearth.bench.row.WarmStatements;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One run.
 *
 * @param revision what is measured, as the version control names it
 * @param progress takes a line for each step
 */
record Bench(Lab lab, String revision, Consumer<String> progress) {

    /** Every row, in the order in which they run. */
    static final List<Row> ROWS = List.of(
            new ColdStart(),
            new PooledSessions(),
            new StatementsDuringRefill(),
            new FirstStatements(),
            new WarmStatements(),
            new PostLatency(),
            new ResidentMemory(),
            new GetThroughput(),
            new AttachedDrivers(),
            new StartWithHistory(),
            new WaitingClients(),
            new LiveOutput(),
            new IdleUse());

    Report run(List<Row> rows) throws IOException, InterruptedException {
        Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Map<String, String> machine = Machine.describe();
        double load = Machine.load();
        progress.accept("watching the machine …");
        double busy = Machine.busyPercent();
        machine.put("busy before the start", String.format(Locale.ROOT, "%.0f %% of the cores", busy));
        new Quietness(Machine.cores(), load, busy, 0)
                .warnings()
                .forEach(warning -> progress.accept("the machine is not quiet: " + warning));

        CpuTimes before = CpuTimes.now();
        List<Result> results = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (Row row : rows) {
            progress.accept(row.name() + " …");
            try {
                results.addAll(row.measure(lab));
            } catch (IOException | RuntimeException e) {
                progress.accept(row.name() + " failed: " + e);
                failures.add(new Failure(row.name(), e.toString()));
            }
        }
        double stolen = CpuTimes.now().stolenPercentSince(before);
        List<String> warnings = new ArrayList<>(new Quietness(Machine.cores(), load, busy, stolen).warnings());
        if (lab.effort() == Lab.Effort.QUICK) {
            warnings.add("measured with --quick: too few samples to be published");
        }
        Map<String, String> methods = new LinkedHashMap<>();
        rows.forEach(row -> methods.put(row.name(), row.how()));
        return new Report(began, revision, machine, warnings, results, methods, failures);
    }
}
