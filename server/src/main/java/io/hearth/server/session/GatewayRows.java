package io.hearth.server.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The gateways that live. A row that is gone never comes back. */
public interface GatewayRows {

    void insert(Peer gateway);

    /** Says where a gateway can be reached. */
    void announce(String id, String address, @Nullable String certificate);

    /** All of them, in the order in which they came. */
    List<Peer> alive();

    /** A sign of life; false when the row is gone. */
    boolean beat(String id);

    /** Keeps a gateway among the living until the end of the transaction; false when it is not. */
    boolean hold(String id);

    void remove(String id);

    /** Removes a gateway unless it gave a sign of life since; false when it did, or was removed. */
    boolean removeSilent(String id, long beats);

    void removeAll();
}
