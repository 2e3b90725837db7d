package io.hearth.cli.client;

import org.jspecify.annotations.Nullable;

/** Sees what a client sends and gets. */
@FunctionalInterface
public interface ExchangeObserver {

    /** @param requestBody null when there was none */
    void observed(String method, String path, @Nullable String requestBody, Exchange exchange);
}
