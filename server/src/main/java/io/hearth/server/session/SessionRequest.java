package io.hearth.server.session;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request for a session as it was sent: every type is right, nothing else was looked at yet. What was absent or null is
 * null, an absent list is empty.
 *
 * @param conf Spark properties in the order they were sent, later ones winning
 * @param recover whether a driver that dies is to be replaced
 * @param ignoredFields paths of fields that nobody knows, for the session's log
 */
public record SessionRequest(
        @Nullable String kind,
        @Nullable String queue,
        @Nullable String clusterName,
        @Nullable String scType,
        List<String> jars,
        List<String> pyFiles,
        List<String> files,
        List<String> modules,
        List<ResourceReference> resources,
        List<GroupReference> groups,
        Map<String, String> conf,
        @Nullable String name,
        @Nullable Long heartbeatTimeoutInSecond,
        @Nullable String driverMemory,
        @Nullable Long driverCores,
        @Nullable String executorMemory,
        @Nullable Long executorCores,
        @Nullable Long numExecutors,
        boolean recover,
        List<String> ignoredFields) {

    /** A package by {@code name} or {@code group/name}; type is a kind of package, null for any. */
    public record ResourceReference(String name, @Nullable String type) {}

    /** A group of packages; no resources means all of the group. */
    public record GroupReference(String name, List<ResourceReference> resources) {}
}
