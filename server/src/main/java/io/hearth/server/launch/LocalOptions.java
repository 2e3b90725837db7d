package io.hearth.server.launch;

import io.hearth.api.MemorySize;
import io.hearth.api.channel.CancelPolicy;
import io.hearth.api.channel.OutputLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How drivers are started on this machine.
 *
 * @param javaCommand the {@code java} to run drivers with
 * @param sparkHome a directory with Spark's {@code jars}
 * @param driverJar the one jar of Hearth's agent
 * @param directory where each driver gets a scratch directory of its own
 * @param account what drivers run as; empty for the gateway's own account
 * @param access how drivers reach the gateway
 * @param maxHeap no driver gets a larger heap
 * @param memoryBudget what all drivers may take together
 * @param startsAtOnce how many may start at the same time
 * @param lease how long a driver lives without a gateway
 * @param cancels how drivers stop statements
 * @param shutdownGrace how long a driver may take to end by itself
 * @param backends where executors run, by name; what is not here is this machine
 * @param classArchives where the classes of drivers are kept for quicker starts; empty where they are not to be
 * @param outputLimits how much statements may print
 * @param journalSize how much of the disk a driver takes for what no gateway has acknowledged
 */
public record LocalOptions(
        Path javaCommand,
        Path sparkHome,
        Path driverJar,
        Path directory,
        Optional<OtherAccount> account,
        GatewayAccess access,
        MemorySize maxHeap,
        MemorySize memoryBudget,
        int startsAtOnce,
        Duration lease,
        CancelPolicy cancels,
        Duration shutdownGrace,
        Map<String, Backend> backends,
        Optional<Path> classArchives,
        OutputLimits outputLimits,
        MemorySize journalSize) {}
