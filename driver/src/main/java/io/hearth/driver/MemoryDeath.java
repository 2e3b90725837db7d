package io.hearth.driver;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a JVM whose memory is used up from an allocation that could never succeed. The JVM's own
 * {@code -XX:+ExitOnOutOfMemoryError} does not: it also exits for an array beyond the VM's limit.
 */
final class MemoryDeath {

    private static final Set<String> EXHAUSTED =
            Set.of("Java heap space", "GC overhead limit exceeded", "Metaspace", "Compressed class space");

    private MemoryDeath() {}

    static boolean isIn(Throwable thrown) {
        // Exactly this class: the message of a user's own exception is their code.
        return thrown.getClass() == OutOfMemoryError.class
                && isNamed(OutOfMemoryError.class.getName(), thrown.getMessage());
    }

    /** By name, for what was thrown in a Spark task; subclasses are Spark's own, for memory that it manages itself. */
    static boolean isNamed(String className, @Nullable String message) {
        return className.equals(OutOfMemoryError.class.getName()) && message != null && EXHAUSTED.contains(message);
    }
}
