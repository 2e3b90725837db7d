package io.hearth.bench.soak;

import io.hearth.bench.lab.MemoryWatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Sessions one after the other, each made, used and deleted.
 *
 * @param code what each runs once, and what that prints
 * @param progress takes a line for each step
 */
record Cycles(SoakGateway gateway, int count, String code, String printed, Consumer<String> progress) {

    private static final int LOOKS = 10;

    /** Of a session its log, its output and what it ran are kept for as long as the settings say: so many files at most. */
    private static final int FILES_A_SESSION = 3;

    /** What grew; empty when nothing did. */
    List<String> run() throws IOException, InterruptedException {
        List<String> wrong = new ArrayList<>();
        // What is loaded and cached the first time is there before anything is counted.
        cycle(wrong);
        long filesBefore = gateway.files();
        MemoryWatch memory = new MemoryWatch(gateway.pid());
        int betweenLooks = Math.max(1, count / LOOKS);
        for (int done = 1; done <= count; done++) {
            cycle(wrong);
            if (done % betweenLooks == 0) {
                progress.accept(done + " sessions: " + memory.look() + ", " + gateway.files() + " files");
            }
        }
        wrong.addAll(memory.growth());
        wrong.addAll(memory.leaks());
        long files = gateway.files() - filesBefore;
        if (files > (long) FILES_A_SESSION * count) {
            wrong.add(count + " sessions left " + files + " files");
        }
        return wrong;
    }

    private void cycle(List<String> wrong) throws IOException {
        String session = gateway.create();
        gateway.awaitIdle(session);
        String text = gateway.run(session, code);
        if (!text.endsWith(printed)) {
            wrong.add(code + " printed " + text);
        }
        gateway.delete(session);
        gateway.awaitGone();
    }
}
