package io.hearth.bench.chaos;

import io.hearth.bench.toy.Execution;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What drivers wrote down, put together by statement. */
final class Executions {

    private final Map<String, Run> runs = new LinkedHashMap<>();

    /**
     * All that is known of the execution of one statement.
     *
     * @param begun how often it was
     * @param ended how often it was
     * @param status of its last end; empty without one
     * @param text what it printed, as its last end has it
     * @param isOutOfOrder whether one with a higher number began before it
     */
    record Run(String place, String code, int begun, int ended, String status, String text, boolean isOutOfOrder) {}

    /** @param lines of each driver in the order in which it wrote them */
    Executions(List<Execution> lines) {
        Map<String, Integer> highest = new HashMap<>();
        for (Execution line : lines) {
            String place = place(line.sessionId(), line.statement());
            Run run = runs.getOrDefault(place, new Run(place, "", 0, 0, "", "", false));
            if (line.isBegin()) {
                Integer before = highest.put(line.sessionId(), line.statement());
                boolean isLate = run.isOutOfOrder() || (before != null && before > line.statement());
                runs.put(
                        place,
                        new Run(place, line.text(), run.begun() + 1, run.ended(), run.status(), run.text(), isLate));
            } else {
                runs.put(
                        place,
                        new Run(
                                place,
                                run.code(),
                                run.begun(),
                                run.ended() + 1,
                                line.status(),
                                line.text(),
                                run.isOutOfOrder()));
            }
        }
    }

    static String place(String sessionId, int statement) {
        return sessionId + "/" + statement;
    }

    @Nullable
    Run of(String sessionId, int statement) {
        return runs.get(place(sessionId, statement));
    }

    Collection<Run> all() {
        return runs.values();
    }
}
