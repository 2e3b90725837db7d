package io.hearth.driver.repl;

import java.util.List;

/** How a cell ended. What it printed went to its sink while it ran. */
public sealed interface CellResult {

    /** Every piece ran. */
    record Completed() implements CellResult {}

    /**
     * The one statement of a cell of SQL ran.
     *
     * @param json its rows, as the contract shows them
     */
    record Table(String json) implements CellResult {}

    /** The gate closed; the pieces before ran, and nothing after was so much as compiled. */
    record Stopped() implements CellResult {}

    /**
     * A piece does not compile; those before it ran.
     *
     * @param message the first error, possibly of several lines
     * @param lines all errors as the compiler prints them, with lines counted from the cell's first
     */
    record Rejected(String message, List<String> lines) implements CellResult {}

    /** A piece threw; those before it ran. The wrappers of reflection and class initialisation are off. */
    record Thrown(Throwable cause) implements CellResult {}
}
