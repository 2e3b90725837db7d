package io.hearth.bench.toy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * A line of an execution journal.
 *
 * @param what {@link #BEGIN} or {@link #END}
 * @param at milliseconds since the epoch
 * @param driverId who executed
 * @param status how it ended, a {@link io.hearth.api.channel.StatementOutcome.Status}; {@code -} for a beginning
 * @param text the code for a beginning, what was printed for an end
 */
public record Execution(
        String what, long at, String driverId, String sessionId, int statement, String status, String text) {

    public static final String BEGIN = "begin";
    public static final String END = "end";

    public boolean isBegin() {
        return what.equals(BEGIN);
    }

    /** Reads all journals of a directory; of one driver the lines are in the order in which they were written. */
    public static List<Execution> readAll(Path directory) throws IOException {
        List<Execution> all = new ArrayList<>();
        List<Path> journals;
        try (Stream<Path> files = Files.list(directory)) {
            journals = files.filter(file -> file.toString().endsWith(ExecutionJournal.SUFFIX))
                    .sorted()
                    .toList();
        }
        for (Path journal : journals) {
            String name = String.valueOf(journal.getFileName());
            String driverId = name.substring(0, name.length() - ExecutionJournal.SUFFIX.length());
            String text = Files.readString(journal);
            // One that was killed while it wrote leaves half a line, which then stands for nothing that happened.
            int whole = text.lastIndexOf('\n') + 1;
            text.substring(0, whole).lines().map(line -> parse(driverId, line)).forEach(all::add);
        }
        return all;
    }

    private static Execution parse(String driverId, String line) {
        String[] words = line.split(" ", -1);
        return new Execution(
                words[0],
                Long.parseLong(words[1]),
                driverId,
                words[2],
                Integer.parseInt(words[3]),
                words[4],
                new String(Base64.getDecoder().decode(words[5]), StandardCharsets.UTF_8));
    }
}
