package io.hearth.server.session;

import io.hearth.api.channel.DriverFrame;

/** What who follows a statement is told. */
public sealed interface StreamEvent {

    /** A piece of its text, after those before. */
    record Output(String text) implements StreamEvent {}

    /**
     * How far it is.
     *
     * @param version grows with each word of it, as long as this gateway lives
     */
    record Progress(DriverFrame.Progress latest, long version) implements StreamEvent {}

    /** It is in another state; after a final one nothing comes. */
    record State(Statement statement) implements StreamEvent {}
}
