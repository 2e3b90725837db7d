package io.hearth.server.session;

import io.hearth.api.channel.DriverFrame;

/** Brings what another gateway hears of a statement while it runs. Thread-safe. */
public interface LiveFeeds {

    /**
     * Begins to listen, without waiting.
     *
     * @param from how much of the text is here already, in UTF-16 code units
     * @return what ends it
     */
    Runnable open(Peer gateway, String projectId, String sessionId, int statement, int from, Receiver receiver);

    /** Who wants to know. Called from threads of the feed, one call after the other. */
    interface Receiver {
        void output(DriverFrame.Output piece);

        void progress(DriverFrame.Progress latest);

        /** Nothing more comes; called once, also when it never began. */
        void ended();
    }
}
