package io.hearth.server.packages;

import java.util.Set;
import java.util.function.Supplier;

/**
 * Who may be fetching.
 *
 * @param self this gateway
 * @param alive the ids of all gateways that live at the moment of asking, this one included
 */
public record FetchingGateways(String self, Supplier<Set<String>> alive) {}
