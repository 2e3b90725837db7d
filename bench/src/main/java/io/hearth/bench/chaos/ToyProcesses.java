package io.hearth.bench.chaos;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The drivers' processes below a directory, told by their command lines. */
record ToyProcesses(Path directory) {

    /** @param driverId empty for a process that is no driver, but names the directory */
    record Found(long pid, Optional<String> driverId) {}

    List<Found> find() {
        String mark = directory.toAbsolutePath() + "/";
        return ProcessHandle.allProcesses()
                .flatMap(handle -> handle.info().arguments().stream()
                        .flatMap(Stream::of)
                        // Gateways name the directory of their data.
                        .filter(argument -> argument.startsWith(mark) && argument.contains("/drivers/"))
                        .limit(1)
                        .map(argument -> new Found(handle.pid(), driverId(argument))))
                .sorted((one, other) -> Long.compare(one.pid(), other.pid()))
                .toList();
    }

    private static Optional<String> driverId(String argument) {
        Path spec = Path.of(argument);
        return spec.endsWith("spec") && spec.getParent() != null
                ? Optional.of(String.valueOf(spec.getParent().getFileName()))
                : Optional.empty();
    }
}
