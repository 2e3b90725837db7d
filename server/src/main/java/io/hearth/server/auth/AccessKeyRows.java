package io.hearth.server.auth;

import java.util.List;
import java.util.Optional;

/** The access keys. */
public interface AccessKeyRows {

    void insert(AccessKey key);

    Optional<AccessKey> find(String id);

    /** The oldest first. */
    List<AccessKey> ofUser(String userId);

    /** Whether there is such a key. */
    boolean setEnabled(String id, boolean enabled);

    /** Whether there was one to remove. */
    boolean remove(String id);

    void removeOfUser(String userId);
}
