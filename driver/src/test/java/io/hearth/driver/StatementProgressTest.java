package io.hearth.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hearth.api.channel.DriverFrame.Work;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatementProgressTest {

    private final List<Double> said = new ArrayList<>();
    private @Nullable Work last;
    private final StatementProgress progress = new StatementProgress((fraction, work) -> {
        last = work;
        if (fraction > (said.isEmpty() ? 0 : said.get(said.size() - 1))) {
            said.add(fraction);
        }
    });

    @Test
    void tasksOfOneJobFillNineTenths() {
        progress.jobStarted();
        progress.stageAdded(3);
        progress.taskEnded(10);
        progress.taskEnded(10);
        progress.taskEnded(10);
        progress.jobEnded(0);
        assertThat(said).hasSize(3);
        assertThat(said.get(0)).isCloseTo(0.3, within(1e-9));
        assertThat(said.get(2)).isCloseTo(0.9, within(1e-9));
        assertThat(last).isEqualTo(new Work(1, 1, 1, 0, 3, 3, 30));
    }

    @Test
    void stagesThatWereNotNeededCountAsDone() {
        progress.jobStarted();
        progress.stageAdded(5);
        progress.stageAdded(1);
        progress.taskEnded(0);
        progress.stageEnded();
        progress.jobEnded(1);
        assertThat(last).isEqualTo(new Work(1, 1, 2, 2, 1, 1, 0));
    }

    @Test
    void aLaterJobStillMovesItAndItStaysBelowOne() {
        for (int job = 0; job < 5; job++) {
            progress.jobStarted();
            progress.stageAdded(2);
            progress.taskEnded(10);
            progress.taskEnded(10);
            progress.jobEnded(0);
        }
        assertThat(said).isSorted().doesNotHaveDuplicates().hasSize(10).allMatch(fraction -> fraction < 1);
    }

    @Test
    void aJobThatGrowsTheWorkNeverTakesBackWhatWasSaid() {
        progress.jobStarted();
        progress.stageAdded(2);
        progress.taskEnded(10);
        progress.jobStarted();
        progress.stageAdded(100);
        progress.taskEnded(10);
        assertThat(said).hasSize(1);
    }
}
