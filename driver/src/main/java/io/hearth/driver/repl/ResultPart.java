package io.hearth.driver.repl;

/** A part of the text that a piece of a cell gives. */
sealed interface ResultPart {

    /** Words of the shell. */
    record Text(String text) implements ResultPart {}

    /**
     * A value, as the shell shows values.
     *
     * @param member its name in the piece, as the compiler wrote it into the class file
     * @param mostElements how many elements of a collection are shown
     */
    record Value(String member, int mostElements) implements ResultPart {}
}
