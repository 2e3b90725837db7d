package io.hearth.cli.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sees what a client sends and gets. */
@FunctionalInterface
public interface ExchangeObserver {

    /**
     * @param requestHeaders those that the caller gave
     * @param requestBody null when there was none
     */
    void observed(
            String method,
            String path,
            Map<String, String> requestHeaders,
            @Nullable String requestBody,
            Exchange exchange);
}
