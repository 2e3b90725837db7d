package io.hearth.bench.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line. */
@Command(
        name = "bench/soak",
        description = "Makes and deletes sessions again and again, then has many at once, and looks at what grows.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = SoakMain.FAILED,
        sortOptions = false)
final class SoakMain implements Callable<Integer> {

    private static final int OK = 0;
    private static final int VIOLATED = 1;
    static final int FAILED = 3;

    @Option(names = "--cycles", paramLabel = "N", description = "Sessions with toy drivers, 500 if not given.")
    private int cycles = 500;

    @Option(names = "--real", paramLabel = "N", description = "Sessions with real drivers, 30 if not given.")
    private int real = 30;

    @Option(names = "--at-once", paramLabel = "N", description = "Real sessions at the same time, 24 if not given.")
    private int atOnce = 24;

    @Option(names = "--home", hidden = true, required = true, description = "The distribution's directory.")
    private Path home = Path.of("");

    private SoakMain() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SoakMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> wrong = new ArrayList<>();
        if (cycles > 0) {
            say(cycles + " sessions with toy drivers, one after the other");
            try (SoakGateway gateway = SoakGateway.withToys(home)) {
                wrong.addAll(new Cycles(gateway, cycles, "soaked", "soaked", SoakMain::say).run());
            }
        }
        if (real > 0) {
            say(real + " sessions with real drivers, one after the other");
            try (SoakGateway gateway = SoakGateway.withSpark(home, 2)) {
                wrong.addAll(new Cycles(gateway, real, "6 * 7", ": Int = 42", SoakMain::say).run());
            }
        }
        if (atOnce > 0) {
            say(atOnce + " sessions with real drivers at once");
            try (SoakGateway gateway = SoakGateway.withSpark(home, atOnce)) {
                wrong.addAll(new Crowded(gateway, atOnce, SoakMain::say).run());
            }
        }
        wrong.forEach(SoakMain::say);
        say(wrong.isEmpty() ? "nothing grew" : wrong.size() + " violations");
        return wrong.isEmpty() ? OK : VIOLATED;
    }

    private static void say(String line) {
        System.out.println("soak: " + line);
    }
}
