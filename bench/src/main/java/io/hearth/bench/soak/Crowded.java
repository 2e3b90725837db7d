package io.hearth.bench.soak;

import io.hearth.bench.lab.MemoryWatch;
import io.hearth.bench.lab.ProcFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Many sessions at the same time, all of which answer.
 *
 * @param progress takes a line for each step
 */
record Crowded(SoakGateway gateway, int count, Consumer<String> progress) {

    List<String> run() throws IOException, InterruptedException {
        List<String> wrong = new ArrayList<>();
        long began = System.nanoTime();
        List<String> sessions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sessions.add(gateway.create());
        }
        sessions.forEach(gateway::awaitIdle);
        progress.accept("%d sessions are idle after %.0f s".formatted(count, (System.nanoTime() - began) / 1e9));
        for (int i = 0; i < count; i++) {
            String text = gateway.run(sessions.get(i), "spark.range(1000).count() + " + i);
            if (!text.endsWith("Long = " + (1000 + i))) {
                wrong.add("session " + i + " printed " + text);
            }
        }
        long resident = 0;
        for (ProcessHandle driver : gateway.drivers()) {
            resident += new ProcFiles(driver.pid()).residentBytes();
        }
        progress.accept("all %d ran a job after %.0f s; drivers take %.1f GiB together; gateway: %s"
                .formatted(
                        count,
                        (System.nanoTime() - began) / 1e9,
                        resident / (double) (1L << 30),
                        new MemoryWatch(gateway.pid()).look()));
        sessions.forEach(gateway::delete);
        gateway.awaitGone();
        return wrong;
    }
}
