package io.hearth.driver.output;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The text of one statement, kept up to a number of UTF-8 bytes. Thread-safe. */
public final class StatementOutput {

    private static final char REPLACEMENT = '\uFFFD';

    /** What ends a file that does not have all of the text: how much is missing is known only at the end. */
    private static final byte[] CUT = "\n… output cut".getBytes(StandardCharsets.UTF_8);

    /** The answer of a statement that takes nothing any more. */
    static final int OVER = -1;

    private final SessionOutput session;
    private final String id;
    private final int limit;
    private final OutputFile file;
    private ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long dropped;
    private volatile boolean open = true;

    StatementOutput(SessionOutput session, String id, int limit, OutputFile file) {
        this.session = session;
        this.id = id;
        this.limit = limit;
        this.file = file;
    }

    /** Unique in the process, also after the statement's end. */
    public String id() {
        return id;
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

    /** Adds UTF-8 bytes; says how many were kept, or {@link #OVER} when the statement is over and all belong elsewhere. */
    synchronized int write(byte[] bytes, int offset, int length) {
        if (!open) {
            return OVER;
        }
        int room = dropped > 0 ? 0 : Math.min(length, limit - kept.size());
        kept.write(bytes, offset, room);
        file.write(bytes, offset, room);
        if (dropped == 0 && length > room) {
            file.write(CUT, 0, CUT.length);
        }
        dropped += length - room;
        return room;
    }

    /** Ends the statement's output and gives its text, without line ends at its end; later calls give an empty text. */
    synchronized String close() {
        if (!open) {
            return "";
        }
        open = false;
        file.close();
        String text = text(kept.toByteArray());
        // Threads that outlive the statement still point here.
        kept = new ByteArrayOutputStream(0);
        return text;
    }

    private String text(byte[] bytes) {
        int end = dropped == 0 ? bytes.length : characterBoundary(bytes);
        long missing = dropped + bytes.length - end;
        String text = new String(bytes, 0, end, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            // Bytes that are no UTF-8 grow threefold when they are replaced.
            int fitting = fitting(text);
            missing += text.length() - fitting;
            text = text.substring(0, fitting);
        }
        String trimmed = withoutLineEnds(text);
        return missing == 0 ? trimmed : trimmed + "\n… output cut: " + missing + " more bytes were not kept";
    }

    /** The longest beginning that does not end within a character. */
    private static int characterBoundary(byte[] bytes) {
        int start = bytes.length - 1;
        while (start > 0 && bytes.length - start < 4 && (bytes[start] & 0xC0) == 0x80) {
            start--;
        }
        if (start < 0) {
            return 0;
        }
        int lead = bytes[start] & 0xFF;
        int width = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        return start + width <= bytes.length ? bytes.length : start;
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
