package io.hearth.server.http;

import io.hearth.server.peers.PeerCalls;
import io.hearth.server.session.Peer;
import io.hearth.server.session.Session;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is behind calls of other gateways, and calls to them.
 *
 * @param uiPlace the gateway that reaches the Spark UI of a session; empty when this one does, or none
 */
public record PeerParts(PeerCalls calls, Function<Session, Optional<Peer>> uiPlace) {}
