package io.hearth.api.signing;

import org.jspecify.annotations.Nullable;

/**
 * A request as it stands on the wire. It must be the raw one: what a server has decoded or tidied up was not signed.
 *
 * @param path the path of the request target, still percent-encoded
 * @param query what follows the question mark, still percent-encoded; null or empty when there is none
 */
public record SignableRequest(
        String method, String path, @Nullable String query, HeaderLookup headers) {}
