package io.hearth.server.launch;

import java.util.Map;

/**
 * Where the executors of a driver of this machine run.
 *
 * @param master {@code local}, or the address of a standalone cluster's master
 * @param conf Spark properties that win over the session's
 */
public record Backend(String master, Map<String, String> conf) {

    private static final String LOCAL = "local";

    /** Driver and executors are one process of this machine. */
    static final Backend THIS_MACHINE = new Backend(LOCAL, Map.of());

    boolean isLocal() {
        return master.equals(LOCAL);
    }
}
