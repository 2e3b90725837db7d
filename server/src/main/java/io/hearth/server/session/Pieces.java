package io.hearth.server.session;

/** Parts of a text that never end within a character. */
final class Pieces {

    private Pieces() {}

    /** The text after some place, at most so many UTF-16 code units; empty at its end. */
    static String of(CharSequence text, int from, int most) {
        if (from >= text.length()) {
            return "";
        }
        int end = Math.min(text.length(), from + most);
        if (end < text.length() && end - from > 1 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.subSequence(from, end).toString();
    }
}
