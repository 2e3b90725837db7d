package io.hearth.bench.chaos;

/**
 * A promise that was not kept.
 *
 * @param what who and how, for whoever looks into it
 */
record Violation(Kind kind, String what) {

    enum Kind {
        /** A client saw it by itself: a fault of the server, a session that was made twice. */
        BROKEN_AT_ONCE,
        LOST_SESSION,
        LOST_STATEMENT,
        DOUBLE_SESSION,
        DOUBLE_STATEMENT,
        /** A client was told another end than the one that is stored. */
        CHANGED_END,
        /** A session takes nothing any more though nobody killed its driver. */
        REFUSED,
        /** A session that nobody harmed ended in another way than it was asked to. */
        UNPROVOKED_END,
        OTHER_CODE,
        WRONG_OUTPUT,
        WRONG_END,
        OPEN_STATEMENT,
        RUN_TWICE,
        OUT_OF_ORDER,
        /** Sessions held more of the queue than it has, or hold some of it though all are over. */
        LEAKED_UNITS,
        LEAKED_DRIVER,
        LEAKED_PROCESS,
        LEAKED_FILE,
        LEAKED_CONNECTION
    }

    @Override
    public String toString() {
        return kind + ": " + what;
    }
}
