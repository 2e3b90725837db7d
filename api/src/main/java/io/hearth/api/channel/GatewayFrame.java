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
     * @param gatewayUrls where gateways are from now on, this one first, in place of those of the {@link DriverSpec}; empty leaves
     *     the driver with those that it knows
     * @param gatewayCertificates what they show, in place of those of the spec when there are addresses
     */
    record Welcome(long appliedSequence, long leaseMillis, List<String> gatewayUrls, List<String> gatewayCertificates)
            implements GatewayFrame {

        /** A welcome that leaves the driver with the gateways that it knows. */
        public Welcome(long appliedSequence, long leaseMillis) {
            this(appliedSequence, leaseMillis, List.of(), List.of());
        }
    }

    /**
     * All reports up to this one are committed.
     *
     * @param gatewayUrls as in {@link Welcome}, when they are others than were told last; empty otherwise
     * @param gatewayCertificates as in {@link Welcome}
     */
    record Acknowledge(long appliedSequence, List<String> gatewayUrls, List<String> gatewayCertificates)
            implements GatewayFrame {

        /** An acknowledgement that tells nothing new of gateways. */
        public Acknowledge(long appliedSequence) {
            this(appliedSequence, List.of(), List.of());
        }
    }

    /**
     * Make a session. Said again after a reconnect if {@code Hello} did not list it; a session that exists stays.
     *
     * @param packages what the session has from its first statement on; the driver fetches them from its gateway, see
     *     {@link Protocol#PACKAGE_PATH}. On the class path they stand in this order
     * @param sparkConf all Spark properties for a driver whose {@link DriverSpec} has none; empty for others
     * @param past what ran in a driver before this one, oldest first; empty for a new session. The driver runs again what of it is
     *     to be, before it says that the session is ready
     */
    record OpenSession(
            String sessionId, List<SessionPackage> packages, Map<String, String> sparkConf, List<PastStatement> past)
            implements GatewayFrame {

        /** A new session. */
        public OpenSession(String sessionId, List<SessionPackage> packages, Map<String, String> sparkConf) {
            this(sessionId, packages, sparkConf, List.of());
        }

        /** A new session with the Spark properties of its driver's spec. */
        public OpenSession(String sessionId, List<SessionPackage> packages) {
            this(sessionId, packages, Map.of());
        }

        @Override
        public String toString() {
            return "OpenSession[" + sessionId + "]";
        }
    }

    /**
     * A statement that ended well in a driver that is gone.
     *
     * @param recoverable whether it is to run again whatever it does; others do if all they do is define
     */
    record PastStatement(int statement, StatementKind kind, String code, boolean recoverable) {}

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
