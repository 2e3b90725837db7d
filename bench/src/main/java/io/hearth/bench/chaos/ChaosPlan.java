package io.hearth.bench.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is to be done.
 *
 * @param home the distribution's directory
 * @param seed of the faults and of what clients do; what comes of them depends on the machine as well
 * @param lasts how long there are faults
 * @param kinds which faults there may be; not empty
 * @param progress takes a line for each step; called by several threads
 */
record ChaosPlan(
        Path home,
        long seed,
        Duration lasts,
        Set<Fault.Kind> kinds,
        int gateways,
        int clients,
        Consumer<String> progress) {

    List<Fault> faults() {
        return Fault.plan(seed, lasts, kinds);
    }
}
