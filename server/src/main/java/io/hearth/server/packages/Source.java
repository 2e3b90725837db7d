package io.hearth.server.packages;

import java.net.URI;

/** Where the content of a package is fetched from. */
public sealed interface Source {

    /** As the caller gave it; it may hold secrets in its query. */
    String path();

    /** The package's name: the last segment of the path. */
    String name();

    /** As it may stand in messages and logs: without a query. */
    String shown();

    /**
     * By {@code http:} or {@code https:}.
     *
     * @param address without user and fragment
     */
    record Web(String path, String name, String shown, URI address) implements Source {}

    /** An object of the configured S3-compatible store. */
    record StoredObject(String path, String name, String shown, String bucket, String key) implements Source {}

    /**
     * A file of this machine.
     *
     * @param file its absolute path, which was not looked at yet
     */
    record LocalFile(String path, String name, String shown, String file) implements Source {}
}
