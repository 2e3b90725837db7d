package io.hearth.server.objects;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** Content as objects of one bucket of an S3-compatible store. */
public final class S3ObjectStore implements ObjectStore {

    private final S3Connection connection;
    private final String bucket;
    private final String prefix;

    /** @param prefix of all keys, without a slash at its end; empty for none */
    public S3ObjectStore(S3Connection connection, String bucket, String prefix) {
        this.connection = connection;
        this.bucket = bucket;
        this.prefix = prefix.isEmpty() ? "" : prefix + "/";
    }

    @Override
    public void put(String key, byte[] content) throws IOException {
        connection.put(bucket, place(key), content);
    }

    @Override
    public void put(String key, Path file) throws IOException {
        connection.put(bucket, place(key), file);
    }

    @Override
    public Optional<byte[]> get(String key) throws IOException {
        Optional<InputStream> found = open(key);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream content = found.get()) {
            return Optional.of(content.readAllBytes());
        }
    }

    @Override
    public Optional<InputStream> open(String key) throws IOException {
        return connection.open(bucket, place(key)).map(stream -> stream);
    }

    @Override
    public boolean exists(String key) throws IOException {
        return connection.exists(bucket, place(key));
    }

    @Override
    public void delete(String key) throws IOException {
        connection.delete(bucket, place(key));
    }

    @Override
    public void deleteAll(String key) throws IOException {
        connection.deleteAll(bucket, place(key) + "/");
    }

    private String place(String key) {
        return prefix + ObjectKeys.checked(key);
    }
}
