package io.hearth.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.api.StatementKind;
import io.hearth.api.StatementState;
import io.hearth.api.channel.StatementOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StreamsTest {

    private final SessionChanges changes = new SessionChanges();
    private final Streams streams = new Streams(changes, new DriverRoster(), Runnable::run);

    private static Statement ended() {
        StatementOutcome outcome = StatementOutcome.cancelled("what it printed", "");
        return new Statement("session", 3, StatementKind.SPARK, "code", StatementState.CANCELLED, 1, outcome, false);
    }

    private static List<StreamEvent> all(StatementStream stream) {
        List<StreamEvent> events = new ArrayList<>();
        while (!stream.isOver()) {
            stream.take(1_000).forEach(entry -> events.add(entry.event()));
        }
        return events;
    }

    @Test
    void readersShareTheEndOfAStatement() {
        AtomicInteger reads = new AtomicInteger();
        List<StatementStream> readers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            readers.add(streams.open(
                    "session",
                    3,
                    () -> {
                        reads.incrementAndGet();
                        return ended();
                    },
                    StreamPosition.START,
                    () -> {}));
        }

        AtomicInteger encodings = new AtomicInteger();
        for (StatementStream reader : readers) {
            List<StreamEvent> events = all(reader);
            assertThat(events).first().isEqualTo(new StreamEvent.Output("what it printed"));
            assertThat(((StreamEvent.State) events.get(1)).told(statement -> {
                        encodings.incrementAndGet();
                        return new byte[] {1};
                    }))
                    .containsExactly(1);
        }

        assertThat(reads).hasValue(1);
        assertThat(encodings).hasValue(1);
        readers.forEach(StatementStream::close);
        assertThat(streams.size()).isZero();
    }

    @Test
    void whoAsksForWhatIsNotThereLeavesNothingBehind() {
        assertThatThrownBy(() -> streams.open(
                        "session",
                        4,
                        () -> {
                            throw new IllegalArgumentException("no such statement");
                        },
                        StreamPosition.START,
                        () -> {}))
                .hasMessage("no such statement");

        assertThat(streams.size()).isZero();
    }
}
