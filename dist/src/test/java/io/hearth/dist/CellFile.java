package io.hearth.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.StatementState;
import io.hearth.cli.client.StatementView;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Cells and how they read when they have run, in a file that is written as it reads:
 *
 * <pre>
 * === a title
 * the code
 * --- available, or: error and the error's class
 * what was printed
 * --- traceback
 * its lines, all of them unless the last one here is ...
 * </pre>
 *
 * <p>What differs from run to run, such as the numbers of results, is written as {@link #settled} writes it.
 */
final class CellFile {

    private static final String MORE = "...";

    private CellFile() {}

    /**
     * A cell.
     *
     * @param error the error's class; empty when there is to be none
     * @param traceback a last line of three dots stands for any further ones
     */
    record Cell(String title, String code, String error, String text, List<String> traceback) {

        /** Compares what became of the code with what was expected. */
        void check(StatementView statement) {
            StatementState state = error.isEmpty() ? StatementState.AVAILABLE : StatementState.ERROR;
            assertThat(statement.state())
                    .as(() -> statement.json().toPrettyString())
                    .isEqualTo(state);
            assertThat(statement.errorName()).isEqualTo(error);
            assertThat(settled(statement.text())).isEqualTo(text);
            List<String> lines =
                    statement.traceback().stream().map(CellFile::settled).toList();
            if (!traceback.isEmpty() && traceback.get(traceback.size() - 1).equals(MORE)) {
                assertThat(lines)
                        .startsWith(traceback.subList(0, traceback.size() - 1).toArray(String[]::new))
                        .hasSizeGreaterThanOrEqualTo(traceback.size());
            } else {
                assertThat(lines).isEqualTo(traceback);
            }
            assertThat(String.join("\n", statement.traceback()))
                    .contains(statement.errorValue().strip());
        }
    }

    /** @param replaced what to put in place of which text, in the code alone */
    static List<Cell> read(String name, Map<String, String> replaced) {
        List<Cell> cells = new ArrayList<>();
        for (String part : content(name).split("(?m)^=== ", -1)) {
            if (part.contains("\n--- ")) {
                cells.add(cell(part, replaced));
            }
        }
        return List.copyOf(cells);
    }

    private static Cell cell(String part, Map<String, String> replaced) {
        String[] titleAndRest = part.split("\n", 2);
        String[] codeAndRest = titleAndRest[1].split("(?m)^--- ", 2);
        String[] outcomeAndTrace = codeAndRest[1].split("(?m)^--- traceback\n", 2);
        String[] headAndText = outcomeAndTrace[0].split("\n", 2);
        String code = withoutLastLineEnd(codeAndRest[0]);
        for (Map.Entry<String, String> entry : replaced.entrySet()) {
            code = code.replace(entry.getKey(), entry.getValue());
        }
        return new Cell(
                titleAndRest[0],
                code,
                headAndText[0].equals("available") ? "" : headAndText[0].substring("error ".length()),
                withoutLastLineEnd(headAndText[1]),
                outcomeAndTrace.length == 1
                        ? List.of()
                        : Arrays.asList(withoutLastLineEnd(outcomeAndTrace[1]).split("\n", -1)));
    }

    private static String withoutLastLineEnd(String text) {
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private static String content(String name) {
        try (InputStream file = Objects.requireNonNull(CellFile.class.getResourceAsStream("cells/" + name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text without what differs from run to run. */
    static String settled(String text) {
        return text.replaceAll("\\bres\\d+\\b", "resN")
                .replaceAll("@[0-9a-f]{5,8}\\b", "@HASH")
                .replaceAll("\\$Lambda[$/0-9a-fx]*", "\\$Lambda")
                .replaceAll("#\\d+", "#N")
                .replaceAll("Broadcast\\(\\d+\\)", "Broadcast(N)")
                .replaceAll("\\(id: \\d+", "(id: N")
                .replaceAll("RDD\\[\\d+]", "RDD[N]")
                .replaceAll("TID \\d+", "TID N")
                .replaceAll("stage \\d+\\.0", "stage N.0")
                .replaceAll("(?m) +$", "");
    }
}
