package io.hearth.server.packages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A module and what it gives to sessions.
 *
 * @param jars in the order of the class path; empty until it is ready
 * @param reason why it failed, in English; null when it did not
 */
public record InstalledModule(
        Module module, List<Jar> jars, @Nullable String reason) {

    public InstalledModule {
        jars = List.copyOf(jars);
    }

    /**
     * A jar of a module.
     *
     * @param sha256 of its content, in lower-case hex
     * @param bytes its size
     */
    public record Jar(String fileName, String sha256, long bytes) {}
}
