package io.hearth.server.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This gateway's place among those that live. Each says so once a second by counting; one whose count stands still over several
 * looks of another is removed by that one. No clock is compared with another: who was paused itself, or could not reach the
 * database, saw nothing stand still meanwhile. Thread-safe.
 */
public final class Membership {

    /** So often in a row a count must be found unchanged. */
    static final int STILL_LOOKS = 5;

    /** After it could not reach the database itself, a gateway counts nobody's silence for so many looks. */
    static final int GRACE_LOOKS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

    private final SessionStore store;
    private final Peers peers;
    private final Machine machine;
    private final PeerMeter meter;
    private final CompletableFuture<Void> fenced = new CompletableFuture<>();

    // Guarded by this.
    private Map<String, Seen> seen = new HashMap<>();
    private boolean joined;
    private int grace;
    private boolean left;

    Membership(SessionStore store, Peers peers, Machine machine, PeerMeter meter) {
        this.store = store;
        this.peers = peers;
        this.machine = machine;
        this.meter = meter;
    }

    private record Seen(long beats, int unchanged) {}

    /** Comes to life. Called once, before anything is made this gateway's. */
    synchronized void join(long memoryBytes) {
        Peer self = new Peer(peers.self(), 0, machine, thisProcess(), null, null, memoryBytes, 0);
        store.run(transaction -> {
            if (!peers.isShared()) {
                transaction.gateways().removeAll();
            }
            transaction.gateways().insert(self);
            transaction.tell(new PeerNotice.Gateways());
        });
        joined = true;
        refresh();
    }

    /** Looks who lives, without a word on how long anybody was silent. */
    synchronized void refresh() {
        if (peers.isShared() && !left) {
            List<Peer> alive =
                    store.inTransaction(transaction -> transaction.gateways().alive());
            peers.seen(alive.stream()
                    .filter(peer -> peer.id().equals(peers.self()) || !isGone(peer) || !removed(peer))
                    .toList());
        }
    }

    private static ProcessReference thisProcess() {
        return reference(ProcessHandle.current());
    }

    private static ProcessReference reference(ProcessHandle process) {
        return new ProcessReference(
                process.pid(),
                process.info()
                        .startInstant()
                        .map(java.time.Instant::toEpochMilli)
                        .orElse(0L));
    }

    /** Says where this gateway listens, from now on. */
    public void announce(String address, Optional<String> certificate) {
        store.run(transaction -> {
            transaction.gateways().announce(peers.self(), address, certificate.orElse(null));
            transaction.tell(new PeerNotice.Gateways());
        });
    }

    /** Completes when this gateway was taken for dead: it must end, and others do its work. */
    public CompletableFuture<Void> fenced() {
        return fenced;
    }

    /**
     * Gives a sign of life and looks for those who give none. Called about once a second; does nothing where no other can be, nor
     * before this gateway has joined.
     */
    public synchronized void look() {
        if (!peers.isShared() || !joined || left || fenced.isDone()) {
            return;
        }
        Optional<List<Peer>> alive;
        try {
            alive = store.inTransaction(transaction -> transaction.gateways().beat(peers.self())
                    ? Optional.of(transaction.gateways().alive())
                    : Optional.empty());
        } catch (RuntimeException e) {
            // Others may have been unable to count, too, and may need longer than this one until they can.
            seen = new HashMap<>();
            grace = GRACE_LOOKS;
            throw e;
        }
        if (alive.isEmpty()) {
            fenced.complete(null);
            return;
        }
        peers.seen(watch(alive.get()));
    }

    /** Removes the dead; returns the others. */
    private List<Peer> watch(List<Peer> alive) {
        Map<String, Seen> now = new HashMap<>();
        List<Peer> living = new ArrayList<>();
        for (Peer peer : alive) {
            Seen before = seen.get(peer.id());
            int unchanged = before != null && before.beats() == peer.beats() && grace == 0 ? before.unchanged() + 1 : 0;
            now.put(peer.id(), new Seen(peer.beats(), unchanged));
            boolean isOther = !peer.id().equals(peers.self());
            if (!isOther || !(unchanged >= STILL_LOOKS || isGone(peer)) || !removed(peer)) {
                living.add(peer);
            }
        }
        seen = now;
        grace = Math.max(0, grace - 1);
        return living;
    }

    private boolean removed(Peer peer) {
        boolean removed =
                store.inTransaction(transaction -> transaction.gateways().removeSilent(peer.id(), peer.beats()));
        if (removed) {
            LOG.warn("gateway {} at {} is dead: what it had goes to others", peer.id(), peer.address());
            meter.foundDead();
        }
        return removed;
    }

    /** On the same machine, and only there, the process can be looked for. */
    private boolean isGone(Peer peer) {
        return peer.machine().equals(machine)
                && ProcessHandle.of(peer.process().pid())
                        .filter(process -> reference(process).equals(peer.process()))
                        .isEmpty();
    }

    /** Leaves. What this gateway had is the others' from now on. */
    synchronized void leave() {
        if (!left) {
            left = true;
            store.run(transaction -> {
                transaction.gateways().remove(peers.self());
                transaction.tell(new PeerNotice.Gateways());
            });
        }
    }
}
