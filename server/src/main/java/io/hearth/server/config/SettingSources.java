package io.hearth.server.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where values come from, in rising order of what counts.
 *
 * @param file Java properties in UTF-8
 * @param environment all variables; only those that start with {@code HEARTH_} are looked at
 * @param arguments what {@code -Dkey=value} and its short forms gave, by key
 */
public record SettingSources(Optional<Path> file, Map<String, String> environment, Map<String, String> arguments) {

    public SettingSources {
        environment = Map.copyOf(environment);
        arguments = Map.copyOf(arguments);
    }

    /** Arguments alone, as a test needs it. */
    public static SettingSources ofArguments(Map<String, String> arguments) {
        return new SettingSources(Optional.empty(), Map.of(), arguments);
    }
}
