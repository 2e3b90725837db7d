package io.hearth.server.auth;

/**
 * An access key, the one time that its secret is told.
 *
 * @param secret never to be logged
 */
public record NewAccessKey(String id, String secret) {

    @Override
    public String toString() {
        return "NewAccessKey[id=" + id + "]";
    }
}
