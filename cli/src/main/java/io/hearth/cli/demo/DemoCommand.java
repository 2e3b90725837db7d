package io.hearth.cli.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hearth demo}. Ends with 0 when every statement ended as expected. */
@Command(name = "demo", description = "Starts a gateway and runs a few statements on Spark.")
public final class DemoCommand implements Callable<Integer> {

    @Option(names = "--exit", description = "End after the last statement.")
    private boolean exit;

    @Option(names = "--port", paramLabel = "N", description = "Port of the gateway; any free one unless given.")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data directory of the gateway; a temporary one, removed at the end, unless given.")
    private @Nullable Path data;

    @Option(names = "--terminal", hidden = true, description = "Standard output is a terminal.")
    private boolean terminal;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, String> environment = System.getenv();
        String home = environment.get("HEARTH_HOME");
        if (home == null) {
            throw new IllegalStateException("HEARTH_HOME is not set; start the demo with the hearth script");
        }
        Screen screen = new Screen(
                new PrintStream(System.out, true, StandardCharsets.UTF_8), Screen.Style.of(terminal, environment));
        DataDirectory directory = data == null
                ? DataDirectory.temporary()
                : DataDirectory.kept(Files.createDirectories(data.toAbsolutePath()));
        Demo.After after = exit ? Demo.After.END : Demo.After.STAY;
        return new Demo(screen, Path.of(home), directory, port, after).run();
    }
}
