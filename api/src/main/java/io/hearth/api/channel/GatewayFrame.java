package io.hearth.api.channel;

import io.hearth.api.StatementKind;
import java.util.List;
import java.util.Map;

/** What a gateway says. Nothing here is numbered: a gateway repeats what a driver's {@code Hello} shows to be missing. */
public sealed interface GatewayFrame extends Frame {

    /**
     * The answer to {@code Hello}.
     *
     * @param appliedSequence the highest report of this driver whose effect is committed; 0 for none
     * @param leaseMillis how long the driver goes on without a gateway before it ends itself, milliseconds
     */
    record Welcome(long appliedSequence, long leaseMillis) implements GatewayFrame {}

    /** All reports up to this one are committed. */
    record Acknowledge(long appliedSequence) implements GatewayFrame {}

    /**
     * Make a session. Said again after a reconnect if {@code Hello} did not list it; a session that exists stays.
     *
     * @param packages what the session has from its first statement on; the driver fetches them from its gateway, see
     *     {@link Protocol#PACKAGE_PATH}. On the class path they stand in this order
     * @param sparkConf all Spark properties for a driver whose {@link DriverSpec} has none; empty for others
     */
    record OpenSession(String sessionId, List<SessionPackage> packages, Map<String, String> sparkConf)
            implements GatewayFrame {

        /** A session with the Spark properties of its driver's spec. */
        public OpenSession(String sessionId, List<SessionPackage> packages) {
            this(sessionId, packages, Map.of());
        }

        @Override
        public String toString() {
            return "OpenSession[" + sessionId + "]";
        }
    }

    /**
     * Run this code. A number that was accepted before is ignored.
     *
     * @param mostRows how many rows a statement of SQL gives at most
     */
    record RunStatement(String sessionId, int statement, StatementKind kind, String code, int mostRows)
            implements GatewayFrame {}

    /** Stop this statement, if it still runs. */
    record CancelStatement(String sessionId, int statement) implements GatewayFrame {}

    /**
     * Tell the text of this statement while it runs, as it comes; said again it begins anew.
     *
     * @param from how much of the text is not wanted, in UTF-16 code units from its start
     */
    record FollowOutput(String sessionId, int statement, int from) implements GatewayFrame {}

    /** Ends {@link FollowOutput}. */
    record StopOutput(String sessionId, int statement) implements GatewayFrame {}

    /** End everything and exit. */
    record Shutdown(String reason) implements GatewayFrame {}
}
