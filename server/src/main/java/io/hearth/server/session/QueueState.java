package io.hearth.server.session;

/** Where a queue is in its life, in the words of the contract. A queue of Hearth is there at once and does not tire. */
public enum QueueState {
    CREATING,
    AVAILABLE,
    SUSPENDED,
    RECOVERING
}
