package io.hearth.driver.sql;

import java.util.regex.Pattern;

/** Looks at the text of a cell of SQL as far as it takes to see where its statements end. */
final class SqlText {

    /** A script of Spark SQL, whose semicolons are its own. */
    private static final Pattern SCRIPT = Pattern.compile("(?is)(\\w+\\s*:\\s*)?begin\\b.*");

    private final String text;
    private int at;

    private SqlText(String text) {
        this.text = text;
    }

    /** How many statements a text holds; a script is one. */
    static int count(String text) {
        return new SqlText(text).count();
    }

    private int count() {
        int statements = 0;
        boolean inside = false;
        while (at < text.length()) {
            char character = text.charAt(at);
            if (isComment()) {
                skipComment();
            } else if (character == ';') {
                inside = false;
                at++;
            } else {
                if (!inside && !Character.isWhitespace(character)) {
                    if (statements == 0 && SCRIPT.matcher(text.substring(at)).matches()) {
                        return 1;
                    }
                    inside = true;
                    statements++;
                }
                skipOne(character);
            }
        }
        return statements;
    }

    private boolean isComment() {
        return text.startsWith("--", at) || text.startsWith("/*", at);
    }

    private void skipComment() {
        if (text.charAt(at) == '-') {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
            return;
        }
        int depth = 0;
        do {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < text.length());
    }

    private void skipOne(char character) {
        boolean raw = at > 0 && (text.charAt(at - 1) == 'r' || text.charAt(at - 1) == 'R') && !continuesWord(at - 1);
        at++;
        switch (character) {
            case '\'', '"' -> skipQuoted(character, !raw);
            case '`' -> skipQuoted(character, false);
            default -> {}
        }
    }

    private boolean continuesWord(int index) {
        return index > 0 && Character.isJavaIdentifierPart(text.charAt(index - 1));
    }

    private void skipQuoted(char quote, boolean escapes) {
        while (at < text.length()) {
            char character = text.charAt(at++);
            if (character == quote) {
                return;
            }
            if (character == '\\' && escapes) {
                at++;
            }
        }
    }
}
