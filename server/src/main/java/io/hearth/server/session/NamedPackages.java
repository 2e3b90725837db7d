package io.hearth.server.session;

import java.util.List;
import java.util.Optional;

/** The packages that sessions can name. */
public interface NamedPackages {

    /** @param group empty for none */
    Optional<NamedPackage> find(String projectId, String group, String name);

    /** The packages of a group, by name; empty where there is no such group. */
    List<NamedPackage> ofGroup(String projectId, String group);
}
