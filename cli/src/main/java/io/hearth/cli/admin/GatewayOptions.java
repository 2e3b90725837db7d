package io.hearth.cli.admin;

import io.hearth.cli.options.DataOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command needs to find the gateway, or the database that it would run on. */
final class GatewayOptions {

    @Mixin
    private final DataOption data = new DataOption();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The gateway's settings, where they name its database and it does not run.")
    private @Nullable Path config;

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "One such setting, as in -Ddatabase.url=…")
    private final Map<String, String> settings = new TreeMap<>();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before any command runs
    private CommandSpec command;

    /** What a command does once it has whom to ask. */
    interface Work {
        void run(AdminClient gateway, PrintWriter out) throws IOException;
    }

    int administer(Work work) throws IOException {
        if (!Files.isDirectory(directory())) {
            throw new ParameterException(
                    command.commandLine(),
                    "There is no data directory " + directory() + "; name that of the gateway with --data");
        }
        try (Administration administration = Administration.open(directory(), arguments())) {
            work.run(administration.client(), command.commandLine().getOut());
        }
        return 0;
    }

    Path directory() {
        return data.directory();
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (config != null) {
            arguments.addAll(List.of("--config", config.toString()));
        }
        settings.forEach((key, value) -> arguments.add("-D" + key + "=" + value));
        return arguments;
    }
}
