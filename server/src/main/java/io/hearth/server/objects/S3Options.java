package io.hearth.server.objects;

import java.net.URI;
import java.time.Duration;

/**
 * An S3-compatible store.
 *
 * @param idleTimeout how long it may send nothing
 */
public record S3Options(URI endpoint, String region, String accessKey, String secretKey, Duration idleTimeout) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "S3Options[endpoint=" + endpoint + ", accessKey=" + accessKey + "]";
    }
}
