package io.hearth.server.session;

import io.hearth.api.StatementState;
import io.hearth.api.channel.StatementOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One reader's way through what a statement prints and becomes. It holds a place, and shares the text with all other readers, so
 * one that is slow costs nothing. To be asked by one thread at a time.
 */
public final class StatementStream implements AutoCloseable {

    private final Supplier<StreamEvent.State> read;
    private final AtomicBoolean rowChanged;
    private final LiveText live;
    private final BooleanSupplier dismissed;
    private final Runnable onClose;
    private StreamEvent.State latest;
    private StreamPosition position;
    private boolean over;

    /**
     * A way from some place on.
     *
     * @param read the statement as it stands
     * @param rowChanged set when that may be another
     * @param dismissed whether it ends where it is
     */
    StatementStream(
            Supplier<StreamEvent.State> read,
            AtomicBoolean rowChanged,
            LiveText live,
            StreamPosition from,
            BooleanSupplier dismissed,
            Runnable onClose) {
        this.rowChanged = rowChanged;
        this.latest = read.get();
        this.read = read;
        this.live = live;
        this.position = from;
        this.dismissed = dismissed;
        this.onClose = onClose;
    }

    /** An event, and the place after it. */
    public record Entry(StreamEvent event, StreamPosition position) {}

    /** What is new; nothing when there is nothing for now. It is to be asked again until then. */
    public List<Entry> take(int mostCharacters) {
        if (isOver()) {
            return List.of();
        }
        if (rowChanged.compareAndSet(true, false)) {
            latest = read.get();
        }
        List<Entry> entries = new ArrayList<>();
        StatementState state = state();
        if (state.isFinal()) {
            takeEnd(entries, mostCharacters);
        } else {
            if (state != position.state()) {
                add(entries, latest);
            }
            String text = live.after(position.characters(), mostCharacters);
            if (!text.isEmpty()) {
                add(entries, new StreamEvent.Output(text));
            }
            StreamEvent.Progress progress = live.progressAfter(position.progress());
            if (progress != null) {
                add(entries, progress);
            }
        }
        return entries;
    }

    /** The text of a statement that is over is in its outcome, whoever told how much of it before. */
    private void takeEnd(List<Entry> entries, int mostCharacters) {
        StatementOutcome outcome = latest.statement().outcome();
        String rest = outcome == null ? "" : Pieces.of(outcome.text(), position.characters(), mostCharacters);
        if (rest.isEmpty()) {
            over = true;
            if (state() != position.state()) {
                add(entries, latest);
            }
        } else {
            if (position.state() == null) {
                // Every place after an event names a state.
                position = new StreamPosition(position.characters(), StatementState.RUNNING, position.progress());
            }
            add(entries, new StreamEvent.Output(rest));
        }
    }

    private StatementState state() {
        return latest.statement().state();
    }

    private void add(List<Entry> entries, StreamEvent event) {
        position = position.after(event);
        entries.add(new Entry(event, position));
    }

    /** Whether a driver had the statement when it was last looked at. */
    boolean isInDriver() {
        return state().isInDriver();
    }

    /** Whether nothing will come: everything was taken, or its reader is to come again. */
    public boolean isOver() {
        return over || dismissed.getAsBoolean();
    }

    @Override
    public void close() {
        onClose.run();
    }
}
