package io.hearth.bench.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a gateway has in use, looked at now and then, each time after a collection of its garbage. Not thread-safe. */
public final class MemoryWatch {

    private static final Pattern USED = Pattern.compile("(?:generation|heap).* used (\\d+)K");

    /** What a heap may differ by from one look to another: caches fill, code is compiled. */
    private static final long HEAP_SLACK_KIB = 8 << 10;

    private static final long RESIDENT_SLACK_KIB = 48 << 10;

    /** Pools give back what they do not need when they see fit. */
    private static final long COUNT_SLACK = 8;

    private final long pid;
    private final List<Look> looks = new ArrayList<>();

    public MemoryWatch(long pid) {
        this.pid = pid;
    }

    /** @param heapKib what objects that are in use take */
    public record Look(long heapKib, long residentKib, int threads, int descriptors) {
        @Override
        public String toString() {
            return "heap %.1f MiB, resident %.0f MiB, %d threads, %d descriptors"
                    .formatted(heapKib / 1024.0, residentKib / 1024.0, threads, descriptors);
        }
    }

    public Look look() throws IOException, InterruptedException {
        jcmd("GC.run");
        Matcher used = USED.matcher(jcmd("GC.heap_info"));
        long heap = 0;
        while (used.find()) {
            heap += Long.parseLong(used.group(1));
        }
        ProcFiles files = new ProcFiles(pid);
        Look look = new Look(heap, files.residentBytes() >> 10, files.threads(), files.descriptors());
        looks.add(look);
        return look;
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(pid),
                        command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("jcmd " + command + ": " + said);
        }
        return said;
    }

    /** What memory grew from the first half of the looks to the second; empty when none did. */
    public List<String> growth() {
        return Stream.of(
                        grown("the heap, KiB", HEAP_SLACK_KIB, Look::heapKib),
                        grown("resident memory, KiB", RESIDENT_SLACK_KIB, Look::residentKib))
                .flatMap(Optional::stream)
                .toList();
    }

    /** As {@link #growth}, of threads and open files. */
    public List<String> leaks() {
        return Stream.of(
                        grown("threads", COUNT_SLACK, Look::threads),
                        grown("open files", COUNT_SLACK, Look::descriptors))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> grown(String what, long slack, ToLongFunction<Look> quantity) {
        int half = looks.size() / 2;
        long before = most(looks.subList(0, half), quantity);
        long after = most(looks.subList(half, looks.size()), quantity);
        return after > before + slack
                ? Optional.of("%s: grew from %d to %d".formatted(what, before, after))
                : Optional.empty();
    }

    private static long most(List<Look> some, ToLongFunction<Look> quantity) {
        return some.stream().mapToLong(quantity).max().orElse(0);
    }
}
