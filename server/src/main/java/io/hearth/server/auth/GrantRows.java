package io.hearth.server.auth;

import java.util.List;
import java.util.Optional;

/** Who has which role where. */
public interface GrantRows {

    Optional<Grant> find(String userId, String projectId);

    /** The roles of a user in projects that are enabled. */
    List<Grant> effective(String userId);

    List<Grant> all();

    /** All roles of a user. */
    List<Grant> ofUser(String userId);

    /** All roles in a project. */
    List<Grant> ofProject(String projectId);

    /** Gives a role, in place of the one that the user had there. Under the authority's lock. */
    void put(Grant grant);

    /** Whether there was one to remove. */
    boolean remove(String userId, String projectId);

    void removeOfUser(String userId);

    void removeOfProject(String projectId);
}
