package io.hearth.server.fetch;

/**
 * Where in a store the gateway keeps its own objects.
 *
 * @param prefix of its keys, without a slash at the end; empty: the whole bucket
 */
public record OwnPlace(String bucket, String prefix) {

    boolean holds(String wantedBucket, String key) {
        return bucket.equals(wantedBucket) && (prefix.isEmpty() || key.startsWith(prefix + "/"));
    }
}
