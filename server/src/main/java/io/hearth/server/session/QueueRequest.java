package io.hearth.server.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for a queue as it was sent: every type is right, nothing else was looked at yet. What was absent or null is
 * null, an absent list is empty.
 *
 * @param nameField what the name is called in this request, for messages
 * @param typeWhenAbsent the type of a queue that names none
 * @param ignoredFields paths of fields that nobody knows
 */
public record QueueRequest(
        String nameField,
        @Nullable String name,
        String typeWhenAbsent,
        @Nullable String type,
        @Nullable String description,
        @Nullable Long computeUnits,
        @Nullable Long resourceMode,
        @Nullable Long chargingMode,
        @Nullable String platform,
        @Nullable String feature,
        @Nullable String enterpriseProjectId,
        List<String> labels,
        List<Queue.Tag> tags,
        List<String> ignoredFields) {}
