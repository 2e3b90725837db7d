package io.hearth.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether the machine had time for the benchmark.
 *
 * @param load the load average of the minute before the start
 * @param busyPercent of all cores, in the seconds before the start
 * @param stolenPercent of all cores, during the run
 */
record Quietness(int cores, double load, double busyPercent, double stolenPercent) {

    private static final double MOST_LOAD_PER_CORE = 0.25;
    private static final double MOST_BUSY_PERCENT = 10;
    private static final double MOST_STOLEN_PERCENT = 2;

    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (load > MOST_LOAD_PER_CORE * cores) {
            warnings.add(text("the load average before the start was %.2f on %d cores", load, cores));
        }
        if (busyPercent > MOST_BUSY_PERCENT) {
            warnings.add(text("other programs kept %.0f %% of the cores busy before the start", busyPercent));
        }
        if (stolenPercent > MOST_STOLEN_PERCENT) {
            warnings.add(text("the machine's host took %.1f %% of the cores' time during the run", stolenPercent));
        }
        return warnings;
    }

    private static String text(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }
}
