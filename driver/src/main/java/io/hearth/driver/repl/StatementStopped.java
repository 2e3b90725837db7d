package io.hearth.driver.repl;

import scala.util.control.ControlThrowable;

/**
 * Thrown into the code of a cancelled statement, and into the compiler that works for it. Neither
 * {@code catch (Exception e)} nor {@code case NonFatal(e)} takes it for a failure of the code's own.
 */
public final class StatementStopped extends ControlThrowable {

    private static final long serialVersionUID = 1;

    public StatementStopped() {
        super("the statement was cancelled");
    }
}
