package io.hearth.api;

import java.math.BigInteger;

/**
 * How large a session is.
 *
 * @param driverCores cores of the driver, at least 1
 * @param executorCores cores of each executor, at least 1
 * @param executors number of executors, at least 1
 */
public record Sizes(
        int driverCores, MemorySize driverMemory, int executorCores, MemorySize executorMemory, int executors) {

    private static final BigInteger BYTES_PER_UNIT = BigInteger.valueOf(4 * MemorySize.GIBIBYTE);

    public Sizes {
        if (driverCores < 1 || executorCores < 1 || executors < 1) {
            throw new IllegalArgumentException(
                    "cores and executors must be at least 1: %d driver cores, %d x %d executor cores"
                            .formatted(driverCores, executors, executorCores));
        }
    }

    /**
     * What a customised session of this size takes from its queue: one CU is one core and 4 GiB, and the larger of the
     * two needs counts, over driver and executors together. A size beyond all measure counts as {@link Long#MAX_VALUE}.
     */
    public long computeUnits() {
        BigInteger cores = BigInteger.valueOf(executorCores)
                .multiply(BigInteger.valueOf(executors))
                .add(BigInteger.valueOf(driverCores));
        BigInteger bytes = BigInteger.valueOf(executorMemory.bytes())
                .multiply(BigInteger.valueOf(executors))
                .add(BigInteger.valueOf(driverMemory.bytes()));
        BigInteger memoryUnits =
                bytes.add(BYTES_PER_UNIT.subtract(BigInteger.ONE)).divide(BYTES_PER_UNIT);
        return cores.max(memoryUnits).min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
    }
}
