package io.hearth.server.launch;

import io.hearth.api.Sizes;
import io.hearth.server.session.Session;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Spark's own properties for a session whose driver is on this machine. */
final class SparkProperties {

    private static final String LOOPBACK = "127.0.0.1";

    private SparkProperties() {}

    static Map<String, String> of(Session session, Backend backend, LocalSize size, Path workDirectory) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("spark.ui.enabled", "false");
        properties.putAll(session.plan().conf());
        properties.putAll(backend.conf());

        Sizes sizes = session.plan().sizes();
        properties.put("spark.driver.cores", String.valueOf(sizes.driverCores()));
        properties.put("spark.driver.memory", sizes.driverMemory().toString());
        properties.put("spark.executor.cores", String.valueOf(sizes.executorCores()));
        properties.put("spark.executor.memory", sizes.executorMemory().toString());
        properties.put("spark.executor.instances", String.valueOf(sizes.executors()));

        String name = session.plan().name();
        properties.put("spark.app.name", name == null ? "hearth-" + session.id() : name);
        if (backend.isLocal()) {
            properties.put("spark.master", "local[" + size.cores() + "]");
            properties.put("spark.driver.host", LOOPBACK);
            properties.put("spark.driver.bindAddress", LOOPBACK);
        } else {
            properties.put("spark.master", backend.master());
            // A standalone cluster would give a session all it has: executors are counted by their cores there.
            properties.put("spark.cores.max", String.valueOf((long) sizes.executorCores() * sizes.executors()));
            properties.put("spark.dynamicAllocation.enabled", "false");
            properties.putIfAbsent("spark.driver.host", LOOPBACK);
            properties.putIfAbsent("spark.driver.bindAddress", LOOPBACK);
        }
        properties.put("spark.submit.deployMode", "client");
        properties.put("spark.ui.port", "0");
        properties.put("spark.ui.killEnabled", "false");
        properties.put("spark.ui.showConsoleProgress", "false");
        properties.put("spark.ui.proxyBase", uiPath(session));
        properties.put("spark.local.dir", workDirectory.resolve("local").toString());
        properties.putIfAbsent(
                "spark.sql.warehouse.dir",
                workDirectory.resolve("warehouse").toUri().toString());
        return properties;
    }

    /** Where callers reach Spark's UI of a session on the gateway. */
    private static String uiPath(Session session) {
        return "/v2.0/" + session.projectId() + "/sessions/" + session.id() + "/ui";
    }
}
