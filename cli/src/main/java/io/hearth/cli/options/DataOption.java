package io.hearth.cli.options;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a gateway of this machine keeps its data, and with it {@code credentials.json}. */
public final class DataOption {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:HEARTH_DATA_DIRECTORY:-./data}",
            description = "Data directory of the gateway; HEARTH_DATA_DIRECTORY or ./data unless given.")
    private Path directory = Path.of("data");

    public Path directory() {
        return directory;
    }
}
