package io.hearth.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The report as people read it, on a terminal and in a Markdown page alike. */
public final class MarkdownReport {

    private MarkdownReport() {}

    public static String write(Report report) {
        StringBuilder text = new StringBuilder();
        text.append("# Results of the benchmark\n\n");
        text.append("Measured %s at revision %s.\n\n".formatted(report.began(), report.revision()));
        report.machine().forEach((label, value) -> text.append("- %s: %s\n".formatted(label, value)));
        text.append('\n');
        report.warnings().forEach(warning -> text.append("**Warning**: %s.\n\n".formatted(warning)));
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("row", "what", "value", "limit", "", "ratio", "more"));
        report.results().forEach(result -> lines.add(line(result)));
        text.append(Table.write(lines));
        text.append("\nHow:\n\n");
        report.methods().forEach((row, how) -> text.append("- **%s**: %s\n".formatted(row, how)));
        report.failures()
                .forEach(failure ->
                        text.append("\n**%s could not be measured**: %s\n".formatted(failure.row(), failure.reason())));
        return text.toString();
    }

    private static List<String> line(Result result) {
        Quantity quantity = result.quantity();
        Limit limit = result.limit();
        Baseline baseline = result.baseline();
        String verdict = result.isMiss() ? "MISS" : "ok";
        return List.of(
                result.row(),
                result.what(),
                quantity.format(result.value()),
                limit == null ? "" : limit.describe(result),
                limit == null ? "" : verdict,
                baseline == null
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "%.2f × %s of %s",
                                result.value() / baseline.value(),
                                quantity.format(baseline.value()),
                                baseline.name()),
                result.details().entrySet().stream()
                        .map(detail -> String.format(Locale.ROOT, "%s %.2f", detail.getKey(), detail.getValue()))
                        .collect(Collectors.joining(", ")));
    }
}
