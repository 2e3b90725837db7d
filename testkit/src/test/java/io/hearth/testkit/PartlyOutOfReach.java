package io.hearth.testkit;

import io.hearth.server.objects.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** A store that has nothing, and of which some keys cannot be reached. */
final class PartlyOutOfReach implements ObjectStore {

    private final String end;

    /** @param end of the keys that cannot be reached */
    PartlyOutOfReach(String end) {
        this.end = end;
    }

    private void reach(String key) throws IOException {
        if (key.endsWith(end)) {
            throw new IOException(key + " is out of reach");
        }
    }

    @Override
    public void put(String key, byte[] content) throws IOException {
        reach(key);
    }

    @Override
    public void put(String key, Path file) throws IOException {
        reach(key);
    }

    @Override
    public Optional<byte[]> get(String key) throws IOException {
        reach(key);
        return Optional.empty();
    }

    @Override
    public Optional<InputStream> open(String key) throws IOException {
        reach(key);
        return Optional.empty();
    }

    @Override
    public boolean exists(String key) throws IOException {
        reach(key);
        return false;
    }

    @Override
    public void delete(String key) throws IOException {
        reach(key);
    }

    @Override
    public void deleteAll(String key) throws IOException {
        reach(key);
    }
}
