package io.hearth.server.objects;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** Content by key. Keys are relative paths of letters, digits, dots, dashes and slashes. Thread-safe. */
public interface ObjectStore {

    /** Stores content whole: a reader sees the old or the new one, never a part. */
    void put(String key, byte[] content) throws IOException;

    /** As {@link #put(String, byte[])}, of any size. The file is the caller's to remove, and must not change any more. */
    void put(String key, Path file) throws IOException;

    /** The content, or empty when there is none by that key. */
    Optional<byte[]> get(String key) throws IOException;

    /** The content as a stream, which the caller closes; empty when there is none by that key. */
    Optional<InputStream> open(String key) throws IOException;

    boolean exists(String key) throws IOException;

    /** Removes content; nothing happens when there is none. */
    void delete(String key) throws IOException;

    /** Removes all content whose keys begin with this one and a slash; nothing happens when there is none. */
    void deleteAll(String key) throws IOException;
}
