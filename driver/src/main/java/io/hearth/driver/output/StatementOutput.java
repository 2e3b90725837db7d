package io.hearth.driver.output;

import io.hearth.api.channel.KeptText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The text of one statement. In memory it is kept up to a number of UTF-8 bytes, which is what is shown; its file gets what
 * is beyond that, too. Thread-safe.
 */
public final class StatementOutput {

    private static final char REPLACEMENT = '\uFFFD';

    /** The answer of a statement that takes nothing any more. */
    static final int OVER = -1;

    private final SessionOutput session;
    private final int limit;
    private final OutputFile file;
    private final @Nullable Spills spills;
    private GrowingBytes kept = new GrowingBytes();
    private @Nullable Runnable watcher;
    private long dropped;
    private boolean cut;
    private boolean spilled;
    private @Nullable KeptText whole;
    private volatile boolean open = true;

    /** @param spills what carries away a text that is longer than what is shown; null when it is cut there */
    StatementOutput(SessionOutput session, int limit, OutputFile file, @Nullable Spills spills) {
        this.session = session;
        this.limit = limit;
        this.file = file;
        this.spills = spills;
    }

    /** Unique in the process, also after the statement's end. */
    public String id() {
        return file.place().id();
    }

    SessionOutput session() {
        return session;
    }

    boolean isOpen() {
        return open;
    }

    /** Adds text unless the statement is over. */
    public void append(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }

    /** Adds UTF-8 bytes; says how many are shown, or {@link #OVER} when the statement is over and all belong elsewhere. */
    synchronized int write(byte[] bytes, int offset, int length) {
        if (!open) {
            return OVER;
        }
        int room = dropped > 0 ? 0 : Math.min(length, limit - kept.size());
        kept.write(bytes, offset, room);
        dropped += length - room;
        save(bytes, offset, length);
        Runnable told = watcher;
        if (told != null && room > 0) {
            watcher = null;
            told.run();
        }
        return room;
    }

    private void save(byte[] bytes, int offset, int length) {
        long pieces = file.pieces();
        file.write(bytes, offset, length);
        if (dropped > 0) {
            spill();
            if (spills != null && file.pieces() > pieces) {
                spills.changed();
            }
        }
    }

    private void spill() {
        if (spills != null && !spilled) {
            spilled = true;
            file.hold();
            spills.add(file);
        }
    }

    /** Whether more was printed than is shown. */
    public synchronized boolean isCut() {
        return cut;
    }

    /** What there is to fetch of a text that is cut, once the statement is over; null when nothing more is kept. */
    public synchronized @Nullable KeptText kept() {
        return whole;
    }

    /** How much is shown, bytes. */
    int limit() {
        return limit;
    }

    /**
     * What was printed after some place, in whole characters; nothing once the statement is over, for then its text is told.
     *
     * @param most how many bytes are given at most
     * @param whenMore called once, quickly and on the printing thread, when there is more after nothing was given
     */
    synchronized byte[] after(int from, int most, Runnable whenMore) {
        int end = Math.min(kept.size(), from + most);
        byte[] bytes = open && end > from ? kept.range(from, end) : new byte[0];
        int whole = Utf8.wholeCharacters(bytes);
        if (whole == 0 && open) {
            watcher = whenMore;
        }
        return whole == bytes.length ? bytes : Arrays.copyOf(bytes, whole);
    }

    /** Ends the statement's output and gives its text, without line ends at its end; later calls give an empty text. */
    synchronized String close() {
        if (!open) {
            return "";
        }
        open = false;
        long printed = kept.size() + dropped;
        String text = text(kept.toByteArray());
        if (cut) {
            spill();
        }
        file.close();
        if (spills != null && spilled) {
            spills.changed();
            whole = new KeptText(file.size(), file.size() < printed);
        }
        // Threads that outlive the statement still point here.
        kept = new GrowingBytes();
        watcher = null;
        return text;
    }

    private String text(byte[] bytes) {
        int end = dropped == 0 ? bytes.length : Utf8.wholeCharacters(bytes);
        long missing = dropped + bytes.length - end;
        String text = new String(bytes, 0, end, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            // Bytes that are no UTF-8 grow threefold when they are replaced.
            int fitting = fitting(text);
            missing += text.length() - fitting;
            text = text.substring(0, fitting);
        }
        if (missing == 0) {
            return withoutLineEnds(text);
        }
        cut = true;
        // What was told while it came stays its beginning, line ends included.
        return text + (text.endsWith("\n") ? "" : "\n") + "… output cut: " + missing + " more bytes are not shown";
    }

    private int fitting(String text) {
        long size = 0;
        int index = 0;
        while (index < text.length()) {
            int character = text.codePointAt(index);
            size += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
            if (size > limit) {
                return index;
            }
            index += Character.charCount(character);
        }
        return index;
    }

    private static String withoutLineEnds(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }
}
