package io.hearth.driver.output;

/** What carries texts away that are longer than what is shown of them. Implementations are thread-safe and quick. */
interface Spills {

    /** Takes on a file, which is its to release when all of it is carried away. */
    void add(OutputFile file);

    /** A file that was taken on has grown by a piece, or is complete. */
    void changed();
}
