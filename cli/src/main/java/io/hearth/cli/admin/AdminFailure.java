package io.hearth.cli.admin;

/** A command that could not do what it should, for a reason that its user is told. */
public final class AdminFailure extends RuntimeException {

    private static final int FAILED = 1;

    private final int exitCode;

    AdminFailure(String message) {
        this(message, FAILED);
    }

    AdminFailure(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /** What the process ends with. */
    public int exitCode() {
        return exitCode;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
