package io.hearth.server;

import io.hearth.server.config.CountRange;
import io.hearth.server.config.Keys;
import io.hearth.server.config.Settings;
import io.hearth.server.session.PoolBounds;
import io.hearth.server.session.PoolMeter;
import io.hearth.server.session.PoolPolicy;
import io.hearth.server.session.SessionPlan;
import io.hearth.server.session.SessionPlanner;
import java.util.HashMap;
import java.util.Map;

/** What the settings say of warm drivers. */
final class PoolSettings {

    private static final String ALL_OTHERS = "*";

    private PoolSettings() {}

    static PoolPolicy policy(Settings settings, SessionPlanner planner, PoolMeter meter) {
        Map<String, PoolBounds.Range> queues = new HashMap<>();
        settings.get(Keys.POOL_QUEUES).forEach((queue, count) -> queues.put(queue, range(count)));
        PoolBounds.Range others = queues.remove(ALL_OTHERS);
        PoolBounds bounds = new PoolBounds(queues, others == null ? new PoolBounds.Range(0, 0) : others);
        return new PoolPolicy(bounds, settings.get(Keys.PROJECT_ID), queue -> usual(planner, queue), meter);
    }

    private static PoolBounds.Range range(CountRange count) {
        return new PoolBounds.Range(count.least(), count.most());
    }

    private static SessionPlan usual(SessionPlanner planner, String queue) {
        return planner.usual(queue);
    }
}
