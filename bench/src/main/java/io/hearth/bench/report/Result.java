package io.hearth.bench.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of the report.
 *
 * @param row the name of the row that measured it
 * @param what what was measured, and which of its samples the value is
 * @param baseline null where there is nothing to compare with
 * @param limit null where none is set yet
 * @param details other numbers by their names, in the same quantity unless the name says otherwise
 * @param samples all that was measured; null where the value was read once
 */
public record Result(
        String row,
        String what,
        Quantity quantity,
        double value,
        @Nullable Baseline baseline,
        @Nullable Limit limit,
        Map<String, Double> details,
        @Nullable Samples samples) {

    public Result {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** A value without anything beside it. */
    public static Result of(String row, String what, Quantity quantity, double value) {
        return new Result(row, what, quantity, value, null, null, Map.of(), null);
    }

    /** The median, with the extremes as details. */
    public static Result median(String row, String what, Quantity quantity, Samples samples) {
        return new Result(row, what, quantity, samples.p50(), null, null, Map.of(), samples)
                .with("min", samples.min())
                .with("max", samples.max());
    }

    public Result with(String detail, double number) {
        Map<String, Double> more = new LinkedHashMap<>(details);
        more.put(detail, number);
        return new Result(row, what, quantity, value, baseline, limit, more, samples);
    }

    public Result against(Baseline other) {
        return new Result(row, what, quantity, value, other, limit, details, samples);
    }

    public Result within(Limit wanted) {
        return new Result(row, what, quantity, value, baseline, wanted, details, samples);
    }

    /** Whether a limit is set and not kept. */
    public boolean isMiss() {
        return limit != null && limit.isMissedBy(this);
    }

    /** The value as a multiple of the baseline, or null. */
    public @Nullable Double ratio() {
        return baseline == null ? null : value / baseline.value();
    }

    Baseline requireBaseline() {
        return Objects.requireNonNull(baseline, () -> row + " has a limit that needs a baseline");
    }
}
