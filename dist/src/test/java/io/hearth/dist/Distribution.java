package io.hearth.dist;

import io.hearth.testkit.GatewayProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What is under test, and what is asked of it most of the time. */
final class Distribution {

    /** The distribution's directory. */
    static final Path HOME = Path.of(System.getProperty("hearth.home"));

    /** The project's root. */
    static final Path SOURCES = HOME.resolve("../../..").normalize();

    /** Upper limits, for machines that are slow or busy. No test says how fast anything has to be. */
    static final Duration START = Duration.ofMinutes(5);

    static final Duration RUN = Duration.ofMinutes(3);
    static final Duration END = Duration.ofMinutes(1);

    /** How long after its end a session may still have a process or a file: part of what is promised. */
    static final Duration CLEAN = Duration.ofSeconds(5);

    private Distribution() {}

    static GatewayProcess gateway(Path data, Map<String, String> settings) {
        try {
            return GatewayProcess.start(HOME, data, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request for a session that is small, with fields that replace or join its own. */
    static Map<String, Object> small(Object... fieldsAndValues) {
        Map<String, Object> request = new HashMap<>(Map.of(
                "kind", "spark", "queue", "default", "driverMemory", "1G", "executorMemory", "1G", "numExecutors", 1));
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            request.put((String) fieldsAndValues[i], fieldsAndValues[i + 1]);
        }
        return request;
    }
}
