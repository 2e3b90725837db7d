package io.hearth.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The machine on which the benchmark runs: what it is, and whether it has time for it. */
final class Machine {

    private static final Duration WATCHED = Duration.ofSeconds(3);

    private Machine() {}

    /** Watches for a few seconds what the machine does when the benchmark does nothing yet: percent of all cores. */
    static double busyPercent() throws IOException {
        CpuTimes before = CpuTimes.now();
        LockSupport.parkNanos(WATCHED.toNanos());
        return CpuTimes.now().busyPercentSince(before);
    }

    /** The load average of the last minute. */
    static double load() throws IOException {
        return Double.parseDouble(loads().split(" ", 2)[0]);
    }

    /** Labels and texts for people. */
    static Map<String, String> describe() throws IOException {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("cores", cores() + " × " + labelled("/proc/cpuinfo", "model name", "unknown processor"));
        long kilobytes =
                Long.parseLong(labelled("/proc/meminfo", "MemTotal", "0 kB").replaceAll("[^0-9]", ""));
        machine.put("memory", String.format(Locale.ROOT, "%.1f GiB", kilobytes / (1024.0 * 1024)));
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        machine.put("load average", loads());
        return machine;
    }

    static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Of one, five and fifteen minutes. */
    private static String loads() throws IOException {
        List<String> words = List.of(Files.readString(Path.of("/proc/loadavg")).split(" ", -1));
        return String.join(" ", words.subList(0, 3));
    }

    private static String labelled(String file, String label, String otherwise) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(label))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(otherwise);
    }
}
