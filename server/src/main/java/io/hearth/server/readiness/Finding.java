package io.hearth.server.readiness;

/**
 * One thing that is not as safe as it could be.
 *
 * @param code names it in settings, logs and the documentation
 * @param sentence what is so
 * @param remedy what to set or do about it
 */
public record Finding(String code, Severity severity, String sentence, String remedy) {

    /** What a finding means for the start. */
    public enum Severity {
        WARNING,
        /** Logged as an error, at each start, until it was accepted. */
        SEVERE,
        /** Stops the start unless it was accepted. */
        STOPPING
    }

    @Override
    public String toString() {
        return code + ": " + sentence + " " + remedy;
    }
}
