package io.hearth.server.objects;

import java.io.IOException;
import java.util.Optional;

/** Content by key. Keys are relative paths of letters, digits, dots, dashes and slashes. Thread-safe. */
public interface ObjectStore {

    /** Stores content whole: a reader sees the old or the new one, never a part. */
    void put(String key, byte[] content) throws IOException;

    /** The content, or empty when there is none by that key. */
    Optional<byte[]> get(String key) throws IOException;

    /** Removes content; nothing happens when there is none. */
    void delete(String key) throws IOException;
}
