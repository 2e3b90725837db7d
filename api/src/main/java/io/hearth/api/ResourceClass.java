package io.hearth.api;

import java.util.Arrays;
import java.util.Optional;

/** The resource classes a session may ask for by {@code sc_type}, with what each stands for. */
public enum ResourceClass {
    A(new Sizes(2, MemorySize.ofGibibytes(7), 1, MemorySize.ofGibibytes(4), 6), 8),
    B(new Sizes(2, MemorySize.ofGibibytes(7), 2, MemorySize.ofGibibytes(8), 7), 16),
    C(new Sizes(4, MemorySize.ofGibibytes(15), 2, MemorySize.ofGibibytes(8), 14), 32);

    private final Sizes sizes;
    private final int computeUnits;

    ResourceClass(Sizes sizes, int computeUnits) {
        this.sizes = sizes;
        this.computeUnits = computeUnits;
    }

    public Sizes sizes() {
        return sizes;
    }

    /** What a session of exactly this class takes from its queue, in CUs. */
    public int computeUnits() {
        return computeUnits;
    }

    public static Optional<ResourceClass> ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(value -> value.name().equals(wireName))
                .findFirst();
    }
}
