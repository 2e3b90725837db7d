package io.hearth.server.auth;

import java.util.List;
import java.util.Optional;

/** The projects. */
public interface ProjectRows {

    void insert(Project project);

    Optional<Project> find(String id);

    Optional<Project> findByName(String name);

    /** By name. */
    List<Project> all();

    /** Writes enabled. */
    void update(Project project);

    /** Whether queues or sessions belong to a project, ended ones too. */
    boolean isInUse(String id);

    /** Removes a project in which nobody has a role. */
    void remove(String id);
}
