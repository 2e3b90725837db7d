package io.hearth.server.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request for a queue that passed every rule; the fields are those of {@link Queue}. */
public record QueuePlan(
        String name,
        long computeUnits,
        String description,
        String backend,
        String type,
        int resourceMode,
        int chargingMode,
        String platform,
        String feature,
        String enterpriseProjectId,
        List<String> labels,
        List<Queue.Tag> tags) {

    /** A queue that is there from the start. */
    public static QueuePlan builtIn(String name, long computeUnits) {
        return new QueuePlan(
                name,
                computeUnits,
                "",
                Backends.LOCAL,
                QueuePlanner.GENERAL,
                0,
                1,
                QueuePlanner.PLATFORM,
                QueuePlanner.FEATURE,
                QueuePlanner.ENTERPRISE_PROJECT,
                List.of(),
                List.of());
    }

    /** The queue of this plan. */
    public Queue made(String projectId, @Nullable String owner, String resourceId, long now) {
        return new Queue(
                projectId,
                name,
                computeUnits,
                owner,
                description,
                backend,
                type,
                resourceMode,
                chargingMode,
                platform,
                feature,
                enterpriseProjectId,
                labels,
                tags,
                resourceId,
                now,
                QueueState.AVAILABLE);
    }
}
