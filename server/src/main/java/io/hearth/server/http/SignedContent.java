package io.hearth.server.http;

/** What comes with a request, for who proves by its hash who they are. Not thread-safe. */
interface SignedContent {

    /** What a signature covers, see {@link io.hearth.api.signing.BodyHash}; it is read for that when it was not yet. */
    String hash();
}
