package io.hearth.server.session;

import io.hearth.api.StatementState;
import java.util.List;

/**
 * What is committed for the drivers of a gateway, whether they were told or not.
 *
 * @param toWake sessions that could be given a statement
 * @param inDriver statements that their driver has or should have
 * @param toOpen sessions that took a driver of the pool
 * @param toEnd drivers that are to end
 * @param toDiscard drivers that were dropped from the pool
 * @param somebodyWaits whether any session waits to be admitted
 * @param linked drivers that are connected to the gateway
 * @param kept drivers whose process the gateway looks after
 */
public record OpenOrders(
        List<Held> toWake,
        List<InDriver> inDriver,
        List<Held> toOpen,
        List<String> toEnd,
        List<String> toDiscard,
        boolean somebodyWaits,
        List<String> linked,
        List<String> kept) {

    /** A session and its driver. */
    public record Held(String driverId, String sessionId) {}

    /** A statement and its driver. */
    public record InDriver(String driverId, String sessionId, int number, StatementState state) {}
}
