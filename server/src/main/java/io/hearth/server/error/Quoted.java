package io.hearth.server.error;

/** Values of a caller as they may appear in a message or a log line: short, on one line, nothing a terminal would obey. */
public final class Quoted {

    private static final int MAX_CODE_POINTS = 100;

    private Quoted() {}

    /** The value with control characters escaped, cut after 100 characters. */
    public static String value(String value) {
        return value(value, MAX_CODE_POINTS);
    }

    /** The value with control characters escaped, cut after {@code maxCodePoints} characters. */
    public static String value(String value, int maxCodePoints) {
        StringBuilder quoted = new StringBuilder(Math.min(value.length(), maxCodePoints) + 1);
        int offset = 0;
        for (int count = 0; offset < value.length(); count++) {
            if (count == maxCodePoints) {
                return quoted.append('…').toString();
            }
            int codePoint = value.codePointAt(offset);
            append(quoted, codePoint);
            offset += Character.charCount(codePoint);
        }
        return quoted.toString();
    }

    private static void append(StringBuilder quoted, int codePoint) {
        if (isPlain(codePoint)) {
            quoted.appendCodePoint(codePoint);
        } else if (codePoint == '\n') {
            quoted.append("\\n");
        } else if (codePoint == '\r') {
            quoted.append("\\r");
        } else if (codePoint == '\t') {
            quoted.append("\\t");
        } else {
            quoted.append(String.format("\\u%04x", codePoint));
        }
    }

    /** Neither a control character nor one that hides or reorders its neighbours, nor half of a pair. */
    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
