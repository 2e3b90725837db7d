package io.hearth.testkit;

import io.hearth.api.ResourceClass;
import io.hearth.server.session.SessionPlan;
import java.util.List;
import java.util.Map;

/** What a session is that was asked for with nothing but a queue. */
final class SamplePlan {

    static final SessionPlan ON_DEFAULT_QUEUE = new SessionPlan(
            "default",
            ResourceClass.A,
            ResourceClass.A.sizes(),
            8,
            3,
            Map.of(),
            null,
            3600,
            List.of(),
            false,
            List.of());

    private SamplePlan() {}
}
