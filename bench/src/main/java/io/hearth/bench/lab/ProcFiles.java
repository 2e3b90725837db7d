package io.hearth.bench.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What Linux tells about a process. */
public record ProcFiles(long pid) {

    /** Places in the file {@code stat}, counted after the name. */
    private static final int USER_TIME = 11;

    private static final int SYSTEM_TIME = 12;

    /** Linux counts in hundredths of a second wherever programs can see it. */
    private static final long MILLIS_A_TICK = 10;

    /** Bytes of memory that are resident now. */
    public long residentBytes() throws IOException {
        return status("VmRSS");
    }

    /** The most bytes that were ever resident. */
    public long peakResidentBytes() throws IOException {
        return status("VmHWM");
    }

    /** How many threads it has now. */
    public int threads() throws IOException {
        return Integer.parseInt(line("Threads").replaceAll("[^0-9]", ""));
    }

    /** How many files, sockets and pipes it has open now. */
    public int descriptors() throws IOException {
        try (Stream<Path> open = Files.list(file("fd"))) {
            return (int) open.count();
        }
    }

    /** How long it has used a core, in all its threads, milliseconds. */
    public long cpuMillis() throws IOException {
        String stat = Files.readString(file("stat"));
        // The name before it may have blanks.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) * MILLIS_A_TICK;
    }

    public List<String> commandLine() throws IOException {
        return words("cmdline");
    }

    public Map<String, String> environment() throws IOException {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String variable : words("environ")) {
            int equals = variable.indexOf('=');
            environment.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return environment;
    }

    private long status(String label) throws IOException {
        return 1024 * Long.parseLong(line(label).replaceAll("[^0-9]", ""));
    }

    private String line(String label) throws IOException {
        for (String line : Files.readAllLines(file("status"))) {
            if (line.startsWith(label + ":")) {
                return line;
            }
        }
        throw new IOException("the system does not tell " + label + " of process " + pid);
    }

    private List<String> words(String name) throws IOException {
        // Each word ends with a zero.
        List<String> words = List.of(Files.readString(file(name)).split("\0", -1));
        return words.subList(0, words.size() - 1);
    }

    private Path file(String name) {
        return Path.of("/proc", String.valueOf(pid), name);
    }
}
