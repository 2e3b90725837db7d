package io.hearth.bench.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lays out a Markdown table so that its columns also stand below each other as they are. */
final class Table {

    private Table() {}

    /** @param lines the heading first; all of the same length */
    static String write(List<List<String>> lines) {
        int[] widths = IntStream.range(0, lines.get(0).size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .map(width -> Math.max(width, 3))
                .toArray();
        String rule = IntStream.of(widths).mapToObj("-"::repeat).collect(Collectors.joining("-|-", "|-", "-|\n"));
        List<String> written = lines.stream().map(line -> write(line, widths)).toList();
        return written.get(0) + rule + String.join("", written.subList(1, written.size()));
    }

    private static String write(List<String> line, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> line.get(column)
                        + " ".repeat(widths[column] - line.get(column).length()))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
