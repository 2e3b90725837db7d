package io.hearth.bench;

import io.hearth.bench.lab.Lab;
import io.hearth.bench.lab.Lab.Effort;
import io.hearth.bench.report.JsonReport;
import io.hearth.bench.report.MarkdownReport;
import io.hearth.bench.report.Report;
import io.hearth.bench.row.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command line. The report goes to files, what goes on meanwhile to standard output; standard error is left to the
 * gateways, whose log is long.
 */
@Command(
        name = "bench/run",
        description = "Measures Hearth on this machine, which should have nothing else to do.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Main.FAILED,
        sortOptions = false)
final class Main implements Callable<Integer> {

    private static final int OK = 0;
    private static final int MISSED = 1;
    private static final int WRONG_ARGUMENTS = 2;
    static final int FAILED = 3;

    @Option(
            names = "--rows",
            split = ",",
            paramLabel = "ROW",
            description =
                    "Which rows, with commas between them; all unless given: cold, pool, refill, first20, warm, post, rss, get, drivers, "
                            + "start, waiting, live, idle.")
    private List<String> names = List.of();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Where the JSON goes, bench/target/bench.json if not given.")
    private @Nullable Path json;

    @Option(names = "--strict", description = "Exit with 1 when a limit is missed.")
    private boolean strict;

    @Option(names = "--quick", description = "Few samples, to see that the rows work.")
    private boolean quick;

    @Option(names = "--home", hidden = true, required = true, description = "The distribution's directory.")
    private Path home = Path.of("");

    @Option(names = "--default-json", hidden = true, required = true, description = "Where the JSON goes by default.")
    private Path defaultJson = Path.of("");

    @Option(names = "--markdown", hidden = true, required = true, description = "Where the Markdown goes.")
    private Path markdown = Path.of("");

    @Option(names = "--revision", hidden = true, description = "What is measured.")
    private String revision = "unknown";

    private Main() {}

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        System.exit(new CommandLine(new Main()).setOut(out).setErr(out).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> known = Bench.ROWS.stream().map(Row::name).toList();
        if (!known.containsAll(names)) {
            System.out.println("bench: the rows are " + String.join(", ", known));
            return WRONG_ARGUMENTS;
        }
        Lab lab = new Lab(home, quick ? Effort.QUICK : Effort.FULL);
        List<Row> rows = rows();
        Report report = new Bench(lab, revision, line -> System.out.println("bench: " + line)).run(rows);
        Path file = json == null ? defaultJson : json;
        Files.writeString(file, JsonReport.write(report));
        Files.writeString(markdown, MarkdownReport.write(report));
        System.out.println("bench: wrote " + file);
        if (!report.failures().isEmpty()) {
            return FAILED;
        }
        return strict && report.hasMiss() ? MISSED : OK;
    }

    private List<Row> rows() {
        return Bench.ROWS.stream()
                .filter(row -> names.isEmpty() || names.contains(row.name()))
                .toList();
    }
}
