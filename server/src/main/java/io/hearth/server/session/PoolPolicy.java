package io.hearth.server.session;

import java.util.function.Function;

/**
 * How the pool of warm drivers is run.
 *
 * @param projectId whose queues are kept warm before there was any session
 * @param usual gives the plan of a session that asks for nothing but a queue
 */
public record PoolPolicy(PoolBounds bounds, String projectId, Function<String, SessionPlan> usual, PoolMeter meter) {}
