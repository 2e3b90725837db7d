package io.hearth.server.config;

/** A text that must not be printed. */
public record Secret(String reveal) {

    static final String MASK = "******";

    /** The mask, whatever the secret is. */
    @Override
    public String toString() {
        return MASK;
    }
}
