package io.hearth.bench.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All of one run.
 *
 * @param revision what was measured, as the version control names it
 * @param machine what it was measured on: labels and texts
 * @param methods how each row was measured, by its name
 * @param warnings why the numbers may be worse than they should be
 */
public record Report(
        Instant began,
        String revision,
        Map<String, String> machine,
        List<String> warnings,
        List<Result> results,
        Map<String, String> methods,
        List<Failure> failures) {

    public boolean hasMiss() {
        return results.stream().anyMatch(Result::isMiss);
    }
}
