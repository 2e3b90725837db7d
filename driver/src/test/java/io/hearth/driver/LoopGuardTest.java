package io.hearth.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.driver.repl.LoopCheck;
import io.hearth.driver.repl.StatementStopped;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose threads are stopped. Code of a cell itself is stopped in CancelTest. */
class LoopGuardTest {

    private TaskState task = TaskState.NONE;
    private @Nullable String startedBy;
    private final LoopGuard guard = new LoopGuard(() -> task, () -> startedBy);
    private final StatementRun run = new StatementRun("r");

    LoopGuardTest() {
        run.enter();
        run.cancel();
    }

    @AfterEach
    void leave() {
        guard.leave(run);
    }

    private static void pass() {
        try {
            LoopCheck.test();
        } catch (Throwable e) {
            throw new CompletionException(e);
        }
    }

    private static void assertStopped() {
        assertThatThrownBy(LoopCheck::test).isInstanceOf(StatementStopped.class);
    }

    @Test
    void theThreadOfTheStatementUntilItIsOver() {
        pass();
        guard.watch(run, Set.of());
        assertStopped();
        assertStopped();
        assertThat(run.finish()).contains("(loop-check)");
        pass();
    }

    @Test
    void noThreadOnceTheStatementIsLeftAlone() {
        guard.watch(run, Set.of());
        guard.leave(run);
        pass();
    }

    @Test
    void theThreadsItStartedButNoOthers() {
        guard.watch(run, Set.of());
        passElsewhere();
        startedBy = "r";
        assertStoppedElsewhere();
    }

    @Test
    void tasksThatSparkWasToldToEndButNoOthers() {
        guard.watch(run, Set.of());
        startedBy = "r";
        task = TaskState.WANTED;
        passElsewhere();
        startedBy = null;
        task = TaskState.KILLED;
        assertStoppedElsewhere();
        run.finish();
        assertStoppedElsewhere();
    }

    @Test
    void noWorkerThatIsAtWorkForALaterStatement() {
        guard.watch(run, Set.of());
        run.finish();
        startedBy = "r";
        passElsewhere();
        task = TaskState.WANTED;
        passElsewhere();
    }

    private static void passElsewhere() {
        // On a thread of its own: whoever joins what a common pool has may run it itself.
        CompletableFuture.runAsync(LoopGuardTest::pass, task -> new Thread(task).start())
                .join();
    }

    private static void assertStoppedElsewhere() {
        assertThatThrownBy(LoopGuardTest::passElsewhere).hasRootCauseInstanceOf(StatementStopped.class);
    }
}
