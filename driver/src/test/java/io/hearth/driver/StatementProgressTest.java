package io.hearth.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementProgressTest {

    private final List<Double> said = new ArrayList<>();
    private final StatementProgress progress = new StatementProgress(said::add);

    @Test
    void tasksOfOneJobFillNineTenths() {
        progress.jobStarted();
        progress.stageAdded(3);
        progress.taskEnded();
        progress.taskEnded();
        progress.taskEnded();
        progress.jobEnded();
        assertThat(said).hasSize(3);
        assertThat(said.get(0)).isCloseTo(0.3, within(1e-9));
        assertThat(said.get(2)).isCloseTo(0.9, within(1e-9));
    }

    @Test
    void aLaterJobStillMovesItAndItStaysBelowOne() {
        for (int job = 0; job < 5; job++) {
            progress.jobStarted();
            progress.stageAdded(2);
            progress.taskEnded();
            progress.taskEnded();
            progress.jobEnded();
        }
        assertThat(said).isSorted().doesNotHaveDuplicates().hasSize(10).allMatch(fraction -> fraction < 1);
    }

    @Test
    void aJobThatGrowsTheWorkNeverTakesBackWhatWasSaid() {
        progress.jobStarted();
        progress.stageAdded(2);
        progress.taskEnded();
        progress.jobStarted();
        progress.stageAdded(100);
        progress.taskEnded();
        assertThat(said).hasSize(1);
    }
}
