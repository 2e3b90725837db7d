package io.hearth.server.auth;

import java.util.Optional;

/** The tokens that were issued. */
public interface TokenRows {

    void insert(Token token);

    Optional<Token> find(String hash);

    /** Whether there was one to remove. */
    boolean remove(String hash);

    void removeOfUser(String userId);

    void removeOfProject(String projectId);

    /** Removes what no longer counts and tells how many that were. */
    int removeExpired(long now, int atMost);
}
