package io.hearth.server.session;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.session.SessionStore.Transaction;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** This gateway, and the others on its database as they were last seen. Thread-safe. */
public final class Peers {

    private final String self;
    private final Sharing sharing;
    private volatile List<Peer> others = List.of();
    private volatile boolean first = true;

    /** Whether other gateways can have the same database. */
    public enum Sharing {
        /** No other process can open it. */
        ALONE,
        SHARED
    }

    /** @param self id of this run of this gateway */
    public Peers(String self, Sharing sharing) {
        this.self = self;
        this.sharing = sharing;
    }

    public String self() {
        return self;
    }

    boolean isShared() {
        return sharing == Sharing.SHARED;
    }

    /** Whether there was another gateway when it was last looked. */
    public boolean areThere() {
        return !others.isEmpty();
    }

    /** The other gateways, in the order in which they came. */
    public List<Peer> others() {
        return others;
    }

    /** Whether no other gateway is older: what one gateway does for all is done by this one. */
    boolean isFirst() {
        return first;
    }

    /** What the largest machine has for its drivers, bytes; not less than the budget of this one. */
    long largestBudget(long ownBytes) {
        OptionalLong largest = LongStream.concat(
                        LongStream.of(ownBytes), others.stream().mapToLong(Peer::memoryBytes))
                .max();
        return largest.orElse(ownBytes);
    }

    /** Whether another gateway could look after processes of a machine. */
    boolean areOn(String machineId) {
        return others.stream().anyMatch(peer -> peer.machine().id().equals(machineId));
    }

    void seen(List<Peer> alive) {
        first = alive.isEmpty() || alive.get(0).id().equals(self);
        others = alive.stream().filter(peer -> !peer.id().equals(self)).toList();
    }

    /**
     * Lets this gateway count as alive until the end of the transaction. Asked wherever a row is made this gateway's, so that no
     * row can ever become that of a gateway whose rows were already taken over.
     *
     * @throws GatewayException UNAVAILABLE when it does not count any more
     */
    void requireAlive(Transaction transaction) {
        if (isShared() && !transaction.gateways().hold(self)) {
            throw new GatewayException(ErrorCode.UNAVAILABLE, Message.GATEWAY_STOPPING);
        }
    }

    /** This gateway as the one that has a driver which it is about to launch. */
    Custody keeping(Machine machine) {
        return new Custody(self, machine.id(), null);
    }
}
