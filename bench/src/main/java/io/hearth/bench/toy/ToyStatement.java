package io.hearth.bench.toy;

import java.util.concurrent.TimeUnit;

/**
 * One statement of the toy's language, a line: {@code sleep MILLIS WORD} takes its time and then prints the word, {@code lines N WORD}
 * prints the word that often with a number before each, {@code fail WORD} fails; all else prints itself.
 */
final class ToyStatement {

    private static final int MOST_LINES = 100_000;
    private static final long MOST_MILLIS = 600_000;

    private final String code;

    ToyStatement(String code) {
        this.code = code;
    }

    /** Thrown by a statement that is to fail. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1;

        Failed(String message) {
            super(message);
        }
    }

    /** @throws InterruptedException when it is cancelled */
    String run() throws InterruptedException, Failed {
        String[] words = code.split(" ", 3);
        if (words.length == 3 && words[1].matches("[0-9]{1,9}")) {
            long number = Long.parseLong(words[1]);
            if (words[0].equals("sleep")) {
                TimeUnit.MILLISECONDS.sleep(Math.min(number, MOST_MILLIS));
                return words[2];
            }
            if (words[0].equals("lines")) {
                return lines(Math.min(number, MOST_LINES), words[2]);
            }
        }
        if (words[0].equals("fail")) {
            throw new Failed(code);
        }
        return code;
    }

    private static String lines(long count, String word) {
        StringBuilder text = new StringBuilder();
        for (long number = 0; number < count; number++) {
            text.append(number).append(' ').append(word).append('\n');
        }
        return text.toString();
    }
}
