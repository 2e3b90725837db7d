package io.hearth.server.session;

/** This gateway was taken for dead, and another one may have what it had: what was under way is undone. */
final class FencedException extends RuntimeException {

    FencedException(String gateway) {
        super("gateway " + gateway + " was taken for dead by another one");
    }
}
