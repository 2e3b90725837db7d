package io.hearth.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatementRunTest {

    private final StatementRun run = new StatementRun("r");

    @Test
    void anInterruptReachesTheThreadOnlyWhileUserCodeRuns() {
        run.interrupt();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(run.enter()).isTrue();
        run.cancel();
        run.interrupt();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        run.leave();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        run.interrupt();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(run.finish()).matches("stopped by interrupting its thread \\(interrupt\\) after \\d+\\.\\d s");
    }

    @Test
    void whatIsCancelledWhileItIsCompiledNeverRuns() {
        assertThat(run.cancel()).isTrue();
        assertThat(run.enter()).isFalse();
        assertThat(run.finish()).startsWith("stopped while it was compiled (compile) after");
    }

    @Test
    void aCancelAfterTheEndComesTooLate() {
        assertThat(run.enter()).isTrue();
        run.leave();
        assertThat(run.finish()).isNull();
        assertThat(run.cancel()).isFalse();
    }
}
