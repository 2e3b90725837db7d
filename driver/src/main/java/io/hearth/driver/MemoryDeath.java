package io.hearth.driver;

import io.hearth.api.EndCause;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a JVM whose memory is used up from an allocation that could never succeed. The JVM's own
 * {@code -XX:+ExitOnOutOfMemoryError} does not: it also exits for an array beyond the VM's limit. Which of its memories it
 * was decides what helps.
 */
enum MemoryDeath {
    HEAP(
            EndCause.DRIVER_OUT_OF_MEMORY,
            "The JVM's heap is used up.",
            Set.of("Java heap space", "GC overhead limit exceeded")),
    METASPACE(
            EndCause.DRIVER_OUT_OF_METASPACE,
            "The JVM's metaspace is used up.",
            Set.of("Metaspace", "Compressed class space"));

    private static final String THROWN = OutOfMemoryError.class.getName();

    private final EndCause cause;
    private final String detail;
    private final Set<String> messages;

    MemoryDeath(EndCause cause, String detail, Set<String> messages) {
        this.cause = cause;
        this.detail = detail;
        this.messages = messages;
    }

    EndCause cause() {
        return cause;
    }

    String detail() {
        return detail;
    }

    /** The memory that was used up when this was thrown; null for whatever else it is. */
    static @Nullable MemoryDeath in(Throwable thrown) {
        // Exactly this class: the message of a user's own exception is their code.
        return thrown.getClass() == OutOfMemoryError.class ? named(THROWN, thrown.getMessage()) : null;
    }

    /** By name, for what was thrown in a Spark task; subclasses are Spark's own, for memory that it manages itself. */
    static @Nullable MemoryDeath named(String className, @Nullable String message) {
        if (!className.equals(THROWN) || message == null) {
            return null;
        }
        if (HEAP.messages.contains(message)) {
            return HEAP;
        }
        return METASPACE.messages.contains(message) ? METASPACE : null;
    }
}
