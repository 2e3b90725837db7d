package io.hearth.server.packages;

/** Counts what comes in. Thread-safe. */
public interface PackageMeter {

    /** How content comes in. */
    enum Way {
        FETCH,
        PUT
    }

    /** How that ends. */
    enum Outcome {
        READY,
        FAILED,
        /** Something else became of the package meanwhile. */
        SUPERSEDED
    }

    void ended(Way way, Outcome outcome, long bytes);
}
