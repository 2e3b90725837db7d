package io.hearth.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessWatchTest {

    private final List<String> gone = new ArrayList<>();
    private final ProcessWatch watch = new ProcessWatch(Runnable::run);
    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        for (int i = 0; i < 2; i++) {
            processes.add(new ProcessBuilder("cat").start());
        }
    }

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    private void kill(int process) throws InterruptedException {
        processes.get(process).destroyForcibly().waitFor();
    }

    @Test
    void everyDriverOfAProcessIsToldOnceThatItEnded() throws InterruptedException {
        watch.add(processes.get(0).toHandle(), () -> gone.add("one"));
        watch.add(processes.get(0).toHandle(), () -> gone.add("two"));
        watch.add(processes.get(1).toHandle(), () -> gone.add("three"));

        watch.look();
        assertThat(gone).isEmpty();

        kill(0);
        watch.look();
        watch.look();
        assertThat(gone).containsExactly("one", "two");
    }

    @Test
    void aProcessThatEndedBeforeItWasWatchedIsToldToo() throws InterruptedException {
        kill(1);
        watch.add(processes.get(1).toHandle(), () -> gone.add("late"));

        watch.look();

        assertThat(gone).containsExactly("late");
    }
}
