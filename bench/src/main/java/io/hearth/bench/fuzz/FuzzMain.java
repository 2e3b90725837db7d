package io.hearth.bench.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line. */
@Command(
        name = "bench/fuzz",
        description = "Sends a gateway requests that are nearly right, and looks at every answer.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = FuzzMain.FAILED,
        sortOptions = false)
final class FuzzMain implements Callable<Integer> {

    private static final int OK = 0;
    private static final int VIOLATED = 1;
    static final int FAILED = 3;

    @Option(names = "--requests", paramLabel = "N", description = "How many, 20000 if not given.")
    private int requests = 20_000;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Makes the same requests again; by the clock if not given.")
    private @Nullable Long seed;

    @Option(
            names = "--first",
            paramLabel = "N",
            description = "The number of the first request, to go straight to one.")
    private long first;

    @Option(names = "--home", hidden = true, required = true, description = "The distribution's directory.")
    private Path home = Path.of("");

    private FuzzMain() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FuzzMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        long chosen = seed == null ? System.currentTimeMillis() : seed;
        say("%d requests, --seed=%d".formatted(requests, chosen));
        List<String> violations = Fuzz.run(new FuzzPlan(home, chosen, first, requests, FuzzMain::say));
        violations.forEach(FuzzMain::say);
        say(violations.isEmpty() ? "no violation" : violations.size() + " violations, --seed=" + chosen);
        return violations.isEmpty() ? OK : VIOLATED;
    }

    private static void say(String line) {
        System.out.println("fuzz: " + line);
    }
}
