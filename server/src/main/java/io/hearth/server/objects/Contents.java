package io.hearth.server.objects;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Content by its SHA-256, in lower-case hex: equal content is stored once, and what is stored never changes. Thread-safe. */
public final class Contents {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private final ObjectStore objects;

    public Contents(ObjectStore objects) {
        this.objects = objects;
    }

    /** Stores the content of a file, which stays where it is, and answers its digest. */
    public String store(Path file) throws IOException {
        String sha256;
        try (InputStream input = Files.newInputStream(file)) {
            sha256 = Sha256.of(input);
        }
        store(file, sha256);
        return sha256;
    }

    /** As {@link #store(Path)}, for who has counted the digest already. */
    public void store(Path file, String sha256) throws IOException {
        String key = key(sha256);
        if (!objects.exists(key)) {
            objects.put(key, file);
        }
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
