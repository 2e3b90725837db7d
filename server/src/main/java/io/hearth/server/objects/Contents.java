package io.hearth.server.objects;

import io.hearth.api.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Content by its SHA-256, in lower-case hex: equal content is stored once, and what is stored never changes. The index hears of content
 * before it is stored, so whatever is stored can be found again and removed. Thread-safe.
 */
public final class Contents {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private final ObjectStore objects;
    private final ContentIndex index;

    public Contents(ObjectStore objects, ContentIndex index) {
        this.objects = objects;
        this.index = index;
    }

    /** Stores the content of a file, which stays where it is, for good, and answers its digest. */
    public String storeForGood(Path file) throws IOException {
        String sha256;
        try (InputStream input = Files.newInputStream(file)) {
            sha256 = Sha256.of(input);
        }
        index.pin(sha256);
        put(file, sha256);
        return sha256;
    }

    /** Whether content is there; if so it stays for good. */
    public boolean keepForGood(String sha256) throws IOException {
        index.pin(sha256);
        return objects.exists(key(sha256));
    }

    /** Stores the content of a file, which stays where it is, for a package that is to have it soon. */
    public void store(Path file, String sha256) throws IOException {
        index.expect(sha256);
        put(file, sha256);
    }

    private void put(Path file, String sha256) throws IOException {
        String key = key(sha256);
        if (!objects.exists(key)) {
            objects.put(key, file);
        }
    }

    /**
     * Removes content that nothing has had since some time.
     *
     * @param now milliseconds since the epoch, as is {@code since}
     * @return how many contents were removed
     */
    public int removeUnreferenced(long now, long since, int atMost) throws IOException {
        index.mark(now);
        int removed = 0;
        for (String sha256 : index.unreferenced(since, atMost)) {
            if (index.remove(sha256, since, () -> objects.delete(key(sha256)))) {
                removed++;
            }
        }
        return removed;
    }

    /** The content as a stream, which the caller closes; empty when there is none of that digest. */
    public Optional<InputStream> open(String sha256) throws IOException {
        return objects.open(key(sha256));
    }

    private static String key(String sha256) {
        if (!SHA_256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("not a SHA-256: " + sha256);
        }
        return "contents/" + sha256.substring(0, 2) + "/" + sha256;
    }
}
