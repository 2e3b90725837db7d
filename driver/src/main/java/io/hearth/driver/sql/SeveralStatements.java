package io.hearth.driver.sql;

/** A cell of SQL holds more than the one statement that it may. */
public final class SeveralStatements extends RuntimeException {
    private static final long serialVersionUID = 1;

    SeveralStatements(int statements) {
        super("A cell runs one SQL statement, and this one has " + statements
                + "; send each in a cell of its own (a semicolon at the end may stay)");
    }
}
