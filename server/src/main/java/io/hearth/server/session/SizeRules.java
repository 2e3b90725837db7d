package io.hearth.server.session;

import io.hearth.api.MemorySize;
import io.hearth.api.Sizes;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How large a session becomes: its class, replaced by five properties of conf, replaced by five fields. */
final class SizeRules {

    private static final String DRIVER_MEMORY = "spark.driver.memory";
    private static final String DRIVER_CORES = "spark.driver.cores";
    private static final String EXECUTOR_MEMORY = "spark.executor.memory";
    private static final String EXECUTOR_CORES = "spark.executor.cores";
    private static final String EXECUTORS = "spark.executor.instances";

    static final Set<String> CONF_KEYS =
            Set.of(DRIVER_MEMORY, DRIVER_CORES, EXECUTOR_MEMORY, EXECUTOR_CORES, EXECUTORS);

    private static final MemorySize LEAST = MemorySize.ofMebibytes(512);

    private final SessionRequest request;

    SizeRules(SessionRequest request) {
        this.request = request;
    }

    /** Whether the request changes anything about its class. */
    boolean customised() {
        return Stream.of(
                                request.driverMemory(),
                                request.driverCores(),
                                request.executorMemory(),
                                request.executorCores(),
                                request.numExecutors())
                        .anyMatch(field -> field != null)
                || CONF_KEYS.stream().anyMatch(request.conf()::containsKey);
    }

    Sizes over(Sizes ofClass) {
        return new Sizes(
                count("driverCores", request.driverCores(), DRIVER_CORES, ofClass.driverCores()),
                memory("driverMemory", request.driverMemory(), DRIVER_MEMORY, ofClass.driverMemory()),
                count("executorCores", request.executorCores(), EXECUTOR_CORES, ofClass.executorCores()),
                memory("executorMemory", request.executorMemory(), EXECUTOR_MEMORY, ofClass.executorMemory()),
                count("numExecutors", request.numExecutors(), EXECUTORS, ofClass.executors()));
    }

    private int count(String field, @Nullable Long value, String key, int ofClass) {
        String text = conf().get(key);
        int underneath = text == null ? ofClass : count("conf." + key, text);
        return value == null ? underneath : count(field, value.toString());
    }

    private static int count(String path, String text) {
        try {
            int count = Integer.parseInt(text);
            if (count >= 1 && !text.startsWith("+")) {
                return count;
            }
        } catch (NumberFormatException e) {
            // said below, together with what is out of range
        }
        throw GatewayException.invalid(Message.OUT_OF_RANGE, path, 1, Integer.MAX_VALUE, text);
    }

    private MemorySize memory(String field, @Nullable String value, String key, MemorySize ofClass) {
        String text = conf().get(key);
        MemorySize underneath = text == null ? ofClass : memory("conf." + key, text);
        return value == null ? underneath : memory(field, value);
    }

    private static MemorySize memory(String path, String text) {
        MemorySize size = MemorySize.parse(text)
                .orElseThrow(() -> GatewayException.invalid(Message.MEMORY_UNREADABLE, path, text));
        if (size.compareTo(LEAST) < 0) {
            throw GatewayException.invalid(Message.MEMORY_TOO_SMALL, path, text);
        }
        return size;
    }

    private Map<String, String> conf() {
        return request.conf();
    }
}
