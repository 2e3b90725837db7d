package io.hearth.server.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A queue of a project; the contract's other name for it is cluster.
 *
 * @param name in lower case
 * @param computeUnits how many CUs its sessions may take together
 * @param owner the user who created it; null for a built-in queue and while callers are not authenticated
 * @param backend where its sessions run: the name of a template of the configuration, or {@code local}
 * @param type {@code sql} or {@code general}; makes no difference here
 * @param resourceMode 0 shared, 1 dedicated; makes no difference here
 * @param chargingMode what was asked for; nothing is charged here
 * @param resourceId a UUID; another one when a queue of the same name is made later
 * @param createdAt milliseconds since the epoch
 */
public record Queue(
        String projectId,
        String name,
        long computeUnits,
        @Nullable String owner,
        String description,
        String backend,
        String type,
        int resourceMode,
        int chargingMode,
        String platform,
        String feature,
        String enterpriseProjectId,
        List<String> labels,
        List<Tag> tags,
        String resourceId,
        long createdAt,
        QueueState state) {

    /** A tag of a queue. */
    public record Tag(String key, String value) {}
}
