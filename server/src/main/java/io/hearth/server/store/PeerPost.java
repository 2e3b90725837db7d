package io.hearth.server.store;

import io.hearth.server.session.PeerNotice;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Sends notices with the transaction that they are about: they arrive when, and only when, it is committed. PostgreSQL alone has them. */
final class PeerPost {

    static final String CHANNEL = "hearth";

    /** PostgreSQL takes 8,000 bytes, and what is sent is ASCII. */
    private static final int LONGEST = 7_900;

    private PeerPost() {}

    /** @param sender which gateway says so; it does not hear itself */
    static void send(Handle handle, String sender, List<PeerNotice> notices) {
        StringBuilder letter = new StringBuilder(sender);
        for (PeerNotice notice : notices) {
            String line = notice.text();
            if (letter.length() + 1 + line.length() > LONGEST) {
                post(handle, letter);
                letter = new StringBuilder(sender);
            }
            letter.append('\n').append(line);
        }
        if (letter.length() > sender.length()) {
            post(handle, letter);
        }
    }

    private static void post(Handle handle, StringBuilder letter) {
        handle.createQuery("select cast(pg_notify(:channel, :letter) as text)")
                .bind("channel", CHANNEL)
                .bind("letter", letter.toString())
                .mapTo(String.class)
                .list();
    }
}
