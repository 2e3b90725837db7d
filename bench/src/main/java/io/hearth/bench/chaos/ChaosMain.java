package io.hearth.bench.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line. */
@Command(
        name = "bench/chaos",
        description =
                "Kills, stops and cuts off gateways, drivers, database and network while clients use them, and checks what came of it.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = ChaosMain.FAILED,
        sortOptions = false)
final class ChaosMain implements Callable<Integer> {

    private static final int OK = 0;
    private static final int VIOLATED = 1;
    private static final int WRONG_ARGUMENTS = 2;
    static final int FAILED = 3;
    private static final int MOST_TOLD = 50;

    @Option(names = "--minutes", paramLabel = "N", description = "How long there are faults, 30 if not given.")
    private double minutes = 30;

    @Option(names = "--seed", paramLabel = "N", description = "Of faults and clients; by the clock if not given.")
    private @Nullable Long seed;

    @Option(names = "--gateways", paramLabel = "N", description = "How many, 3 if not given.")
    private int gateways = 3;

    @Option(names = "--clients", paramLabel = "N", description = "How many at a time, 8 if not given.")
    private int clients = 8;

    @Option(
            names = "--faults",
            split = ",",
            paramLabel = "KIND",
            description = "Which kinds, with commas between them; all unless given: ${COMPLETION-CANDIDATES}.")
    private Set<Fault.Kind> kinds = EnumSet.allOf(Fault.Kind.class);

    @Option(
            names = "--break",
            paramLabel = "FAULT",
            description =
                    "Puts a fault in after the run, which the checker has to find: lose-session, lose-statement, run-twice, wrong-output, leak-cu, leak-process, leak-file, leak-connection.")
    private @Nullable String sabotage;

    @Option(
            names = "--logs",
            paramLabel = "DIR",
            description = "Where the gateways' logs are kept when there is a violation.")
    private @Nullable Path logs;

    @Option(names = "--home", hidden = true, required = true, description = "The distribution's directory.")
    private Path home = Path.of("");

    private ChaosMain() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ChaosMain()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<Sabotage> sabotages = Stream.of(Sabotage.values())
                .filter(one -> one.option().equals(sabotage))
                .toList();
        if (sabotage != null && sabotages.isEmpty()) {
            say("there is no fault " + sabotage);
            return WRONG_ARGUMENTS;
        }
        long chosen = seed == null ? System.currentTimeMillis() : seed;
        Duration lasts = Duration.ofMillis((long) (minutes * 60_000));
        say("%d gateways, %d clients, %d s, --seed=%d".formatted(gateways, clients, lasts.toSeconds(), chosen));
        ChaosPlan plan = new ChaosPlan(home, chosen, lasts, kinds, gateways, clients, ChaosMain::say);
        plan.faults().forEach(fault -> say("planned at " + fault));
        try (Chaos chaos = Chaos.start(plan)) {
            chaos.run();
            for (Sabotage one : sabotages) {
                one.put(chaos.cluster());
            }
            List<Violation> violations = chaos.check();
            violations.stream().limit(MOST_TOLD).forEach(violation -> say(violation.toString()));
            say(violations.isEmpty() ? "no violation" : violations.size() + " violations, --seed=" + chosen);
            if (!violations.isEmpty() && logs != null) {
                chaos.saveLogs(logs);
            }
            return violations.isEmpty() ? OK : VIOLATED;
        }
    }

    private static synchronized void say(String line) {
        System.out.println("chaos: " + line);
    }
}
