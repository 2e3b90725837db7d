package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.server.retention.Removal;
import io.hearth.server.retention.Retention;
import io.hearth.server.retention.RetentionMeter;
import io.hearth.server.retention.Turn;
import io.hearth.server.store.Database;
import io.hearth.server.store.JdbiTurn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of retention that fail, are broken off or meet each other. */
class BrokenRetentionTest {

    @TempDir
    private Path directory;

    private final HandClock clock = new HandClock();
    private final List<String> told = new ArrayList<>();
    private final RetentionMeter meter = new RetentionMeter() {
        @Override
        public void removed(String kind, int count) {
            told.add(kind + " " + count);
        }

        @Override
        public void failed(String kind) {
            told.add(kind + " failed");
        }

        @Override
        public void ran(Instant at, Duration duration) {
            told.add("ran");
        }
    };

    private Database database;
    private Turn turn;

    @BeforeEach
    void open() {
        database = Database.open(Database.embedded(directory), null, null);
        turn = new JdbiTurn(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Retention gateway(String name, Removal... removals) {
        return new Retention(turn, name, List.of(removals), meter, clock);
    }

    /** Removes one at a time until there is none. */
    private static Removal.Step countDown(int count) {
        int[] left = {count};
        return () -> left[0]-- > 0 ? 1 : 0;
    }

    @Test
    void itRunsToItsEndAndThenAgainAfterAWhile() {
        Retention retention = gateway("a", new Removal("one", countDown(2)), new Removal("two", countDown(1)));

        retention.look();
        assertThat(told).containsExactly("one 1", "one 1", "two 1", "ran");
        retention.look();
        clock.advance(Duration.ofMinutes(10).minusMillis(1));
        retention.look();
        assertThat(told).hasSize(4);
        clock.advance(Duration.ofMillis(1));
        retention.look();
        assertThat(told).hasSize(5).endsWith("ran");
    }

    @Test
    void aKindThatFailsHoldsUpNoOther() {
        Removal broken = new Removal("one", () -> {
            throw new IOException("out of reach");
        });

        gateway("a", broken, new Removal("two", countDown(1))).look();

        assertThat(told).containsExactly("one failed", "two 1", "ran");
    }

    @Test
    void ofTwoGatewaysOneRuns() {
        Retention other = gateway("b", new Removal("other", countDown(1)));
        Removal.Step meanwhile = () -> {
            other.look();
            return 0;
        };

        gateway("a", new Removal("one", meanwhile)).look();
        other.look();

        assertThat(told).containsExactly("ran");
    }

    @Test
    void whoseTurnPassedToAnotherStops() {
        Retention other = gateway("b");
        Removal.Step slow = () -> {
            clock.advance(Duration.ofMinutes(6));
            other.look();
            return 1;
        };

        gateway("a", new Removal("one", slow), new Removal("two", countDown(1))).look();

        assertThat(told).containsExactly("ran", "one 1");
    }

    @Test
    void aRunThatDiedIsTakenUpByAnother() {
        Removal.Step dying = () -> {
            throw new AssertionError("killed");
        };
        try {
            gateway("a", new Removal("one", dying)).look();
        } catch (AssertionError e) {
            assertThat(e).hasMessage("killed");
        }
        Retention other = gateway("b", new Removal("one", countDown(1)));
        other.look();
        assertThat(told).isEmpty();

        clock.advance(Duration.ofMinutes(5));
        other.look();

        assertThat(told).containsExactly("one 1", "ran");
    }

    @Test
    void oneThatIsClosedStopsAfterItsStepAndLeavesTheRestToOthers() {
        Retention[] retention = new Retention[1];
        retention[0] = gateway("a", new Removal("one", () -> {
            retention[0].close();
            return 1;
        }));

        retention[0].look();
        gateway("b", new Removal("one", countDown(1))).look();

        assertThat(told).containsExactly("one 1", "one 1", "ran");
    }
}
