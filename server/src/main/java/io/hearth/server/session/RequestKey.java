package io.hearth.server.session;

import io.hearth.api.Sha256;

/**
 * What a caller named a request with, so that it can be sent again without being done twice.
 *
 * @param caller who sent it; the keys of others are others
 * @param text the key as it was sent: printable ASCII
 * @param bodyHash the SHA-256 of the body as it was sent, in hex
 */
public record RequestKey(String caller, String text, String bodyHash) {

    /**
     * A digest of where the key counts: in this project, on this route, for this caller.
     *
     * @param route what is made, and below what
     */
    String placeOn(String projectId, String route) {
        // Only a caller's name, which an identity provider may have given, can hold a line break, and it is the last.
        return Sha256.of(String.join("\n", projectId, route, text, caller));
    }
}
