package io.hearth.driver.repl;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A text in parts that can be looked at one by one, none of them much longer than a bound. They end with a line where that is
 * possible, otherwise between words, for what is looked for holds no space.
 */
final class LongText implements Iterable<LongText.Part> {

    private static final int PART_CHARS = 64 << 10;

    private final String text;
    private final int end;

    /** @param end where the text ends; what is behind it does not count */
    LongText(String text, int end) {
        this.text = text;
        this.end = end;
    }

    /**
     * A part.
     *
     * @param text without the line end, or the spaces, at its end
     * @param end these
     */
    record Part(String text, String end) {}

    @Override
    public Iterator<Part> iterator() {
        return new Iterator<>() {
            private int from;

            @Override
            public boolean hasNext() {
                return from < end;
            }

            @Override
            public Part next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                int to = cut(from);
                Part part = part(from, to);
                from = to;
                return part;
            }
        };
    }

    private Part part(int from, int to) {
        if (to == end) {
            return new Part(text.substring(from, to), "\n");
        }
        if (text.charAt(to - 1) == '\n') {
            return new Part(text.substring(from, to - 1), "\n");
        }
        int spaces = to;
        while (spaces > from && Character.isWhitespace(text.charAt(spaces - 1))) {
            spaces--;
        }
        return new Part(text.substring(from, spaces), text.substring(spaces, to));
    }

    private int cut(int from) {
        if (end - from <= PART_CHARS) {
            return end;
        }
        int most = from + PART_CHARS;
        for (int line = most; line > from; line--) {
            if (text.charAt(line - 1) == '\n') {
                return line;
            }
        }
        for (int word = most; word > from; word--) {
            if (Character.isWhitespace(text.charAt(word))) {
                return word;
            }
        }
        return Character.isLowSurrogate(text.charAt(most)) ? most - 1 : most;
    }
}
