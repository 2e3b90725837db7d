package io.hearth.server.session;

import io.hearth.api.ResourceClass;
import io.hearth.api.Sizes;
import io.hearth.api.channel.SessionPackage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that passed every rule: what is to be built.
 *
 * @param queue the queue's name in its kept form (lower case); that it exists is checked when the session is admitted
 * @param resourceClass null for a customised session
 * @param computeUnits what the session takes from its queue
 * @param priority from 1 to 10; while it waits, larger goes first
 * @param conf Spark properties of user and operator, without the five sizes and without what the gateway reads or sets itself
 * @param idleTimeoutSeconds always positive
 * @param notices lines for the session's log, for example one for each ignored field
 * @param recover whether a driver that dies is replaced
 * @param packages what the session has, in the order of its class path; empty until they were looked up
 */
public record SessionPlan(
        String queue,
        @Nullable ResourceClass resourceClass,
        Sizes sizes,
        long computeUnits,
        int priority,
        Map<String, String> conf,
        @Nullable String name,
        long idleTimeoutSeconds,
        List<String> notices,
        boolean recover,
        List<SessionPackage> packages) {

    /** Plans that were kept before there were packages have none. */
    public SessionPlan {
        packages = packages == null ? List.of() : List.copyOf(packages);
    }

    /** The same plan with what it names. */
    SessionPlan with(List<SessionPackage> found) {
        return new SessionPlan(
                queue,
                resourceClass,
                sizes,
                computeUnits,
                priority,
                conf,
                name,
                idleTimeoutSeconds,
                notices,
                recover,
                found);
    }
}
