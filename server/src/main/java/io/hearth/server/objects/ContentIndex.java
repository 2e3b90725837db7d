package io.hearth.server.objects;

import java.io.IOException;
import java.util.List;

/** Which content the object store may have, and since when no package has it. Kept in the database. Thread-safe. */
public interface ContentIndex {

    /**
     * Notes that content is about to be stored for a package. From now on it stays for as long as content without a package does.
     * Waits while that content is being removed.
     */
    void expect(String sha256);

    /** As {@link #expect}, for content that stays whatever packages there are. */
    void pin(String sha256);

    /**
     * Notes which content lost its last package, as of now, and which has one again.
     *
     * @param now milliseconds since the epoch
     */
    void mark(long now);

    /** Content that neither a package nor an open session has had since then or before. */
    List<String> unreferenced(long since, int atMost);

    /**
     * Removes content unless somebody wants it again: first its bytes, then its row, which nobody else can touch meanwhile. When the
     * bytes cannot be removed the row stays.
     *
     * @return whether it was removed
     */
    boolean remove(String sha256, long since, Bytes bytes) throws IOException;

    /** Removes the bytes of content. */
    interface Bytes {
        void remove() throws IOException;
    }
}
