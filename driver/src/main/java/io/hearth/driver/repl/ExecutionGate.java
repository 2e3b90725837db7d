package io.hearth.driver.repl;

/**
 * Told when user code begins and ends to run on the calling thread. Between the two the thread may be interrupted;
 * outside, where the compiler reads its class path, an interrupt would close files under the whole session.
 */
public interface ExecutionGate {

    /** A gate for code that nobody interrupts. */
    ExecutionGate OPEN = new ExecutionGate() {
        @Override
        public boolean isClosed() {
            return false;
        }

        @Override
        public boolean enter() {
            return true;
        }

        @Override
        public void leave() {}
    };

    /** Whether {@link #enter} would say no, so that compiling more is in vain. */
    boolean isClosed();

    /**
     * A class of the shell is about to be run for the first time.
     *
     * @param line the number in the name of its package, see {@link ShellLines}; it grows with every piece
     */
    default void defines(int line) {}

    /** User code is about to run; false means that it must not. */
    boolean enter();

    /** User code is over, however it ended. Called once for every {@link #enter} that said true. */
    void leave();
}
