package io.hearth.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of memory in bytes, written with a mandatory unit as in {@code 2G} or {@code 2048m}. Never negative. */
public record MemorySize(long bytes) implements Comparable<MemorySize> {

    static final long MEBIBYTE = 1L << 20;
    static final long GIBIBYTE = 1L << 30;
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,12})([kKmMgGtT])");

    public MemorySize {
        if (bytes < 0) {
            throw new IllegalArgumentException("memory cannot be negative: " + bytes);
        }
    }

    public static MemorySize ofGibibytes(long gibibytes) {
        return new MemorySize(Math.multiplyExact(gibibytes, GIBIBYTE));
    }

    public static MemorySize ofMebibytes(long mebibytes) {
        return new MemorySize(Math.multiplyExact(mebibytes, MEBIBYTE));
    }

    /** Reads {@code 2G}, {@code 2048m}, {@code 1t}, {@code 900000k}; empty when the text is no such amount or too large. */
    public static Optional<MemorySize> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int shift = switch (matcher.group(2)) {
            case "k", "K" -> 10;
            case "m", "M" -> 20;
            case "g", "G" -> 30;
            default -> 40;
        };
        long amount = Long.parseLong(matcher.group(1));
        return amount > (Long.MAX_VALUE >> shift) ? Optional.empty() : Optional.of(new MemorySize(amount << shift));
    }

    /** Rounded down to whole mebibytes. */
    public long mebibytes() {
        return bytes / MEBIBYTE;
    }

    public MemorySize plus(MemorySize other) {
        return new MemorySize(Math.addExact(bytes, other.bytes));
    }

    public static MemorySize smaller(MemorySize one, MemorySize other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    @Override
    public int compareTo(MemorySize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** The shortest exact text with a unit, which {@link #parse} reads back (whole kibibytes only). */
    @Override
    public String toString() {
        if (bytes % GIBIBYTE == 0) {
            return bytes / GIBIBYTE + "G";
        }
        return bytes % MEBIBYTE == 0 ? bytes / MEBIBYTE + "M" : bytes / 1024 + "K";
    }
}
