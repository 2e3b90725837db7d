package io.hearth.server.auth;

import java.util.List;
import java.util.Optional;

/** The users. */
public interface UserRows {

    void insert(User user);

    Optional<User> find(String id);

    /** @param name in lower case */
    Optional<User> findByName(String name);

    /** As {@link #find}; until the end of the transaction nobody else changes the user or issues a token to them. */
    Optional<User> lock(String id);

    /** By name. */
    List<User> all();

    /** Whether sessions that are not over belong to a name. */
    boolean hasOpenSessions(String name);

    int count();

    /** How many system administrators are enabled. */
    int countActiveSystemAdmins();

    /** Writes password and enabled. */
    void update(User user);

    /** Removes a user whose roles, keys and tokens are gone. */
    void remove(String id);
}
