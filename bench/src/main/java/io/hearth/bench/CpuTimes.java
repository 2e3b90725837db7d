package io.hearth.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What all cores of the machine did since it started, in ticks.
 *
 * @param idle nothing, or waiting for a disk
 * @param stolen nothing, because the machine is a virtual one and its host was busy elsewhere
 * @param all anything
 */
record CpuTimes(long idle, long stolen, long all) {

    private static final int IDLE = 3;
    private static final int WAITING = 4;
    private static final int STOLEN = 7;
    /** What follows is counted in the others already. */
    private static final int FIELDS = 8;

    static CpuTimes now() throws IOException {
        return parse(Files.readAllLines(Path.of("/proc/stat")).get(0));
    }

    /** @param line such as {@code cpu  10 0 5 100 1 0 0 2 0 0} */
    static CpuTimes parse(String line) {
        long[] ticks = Arrays.stream(line.split("\\s+", -1))
                .skip(1)
                .limit(FIELDS)
                .mapToLong(Long::parseLong)
                .toArray();
        return new CpuTimes(
                ticks[IDLE] + ticks[WAITING],
                ticks[STOLEN],
                Arrays.stream(ticks).sum());
    }

    /** The share of time since {@code earlier} in which cores were not idle, in percent. */
    double busyPercentSince(CpuTimes earlier) {
        return 100 - percent(idle - earlier.idle, earlier);
    }

    double stolenPercentSince(CpuTimes earlier) {
        return percent(stolen - earlier.stolen, earlier);
    }

    private double percent(long part, CpuTimes earlier) {
        return 100.0 * part / Math.max(1, all - earlier.all);
    }
}
