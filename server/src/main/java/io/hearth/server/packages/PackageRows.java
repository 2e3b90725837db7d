package io.hearth.server.packages;

import java.util.List;
import java.util.Optional;

/** The packages and groups of all projects. A group is empty for packages that are in none. */
public interface PackageRows {

    /** Until the end of the transaction nobody else changes packages or groups. */
    void lockChanges();

    Optional<StoredPackage> find(String projectId, String group, String name);

    /** The packages of a group, by name; those in no group for an empty one. */
    List<StoredPackage> ofGroup(String projectId, String group);

    /** All packages of a project, by group and name. */
    List<StoredPackage> ofProject(String projectId);

    /** All packages, of any project, for which something is being fetched. */
    List<StoredPackage> uploading();

    void insert(StoredPackage stored);

    /** Writes all of a package that is there, save when it was made. */
    void update(StoredPackage stored);

    void delete(String projectId, String group, String name);

    Optional<PackageGroup> group(String projectId, String name);

    /** The groups of a project, by name. */
    List<PackageGroup> groups(String projectId);

    void insert(PackageGroup group);

    /** Writes all of a group that is there, save when it was made. */
    void update(PackageGroup group);

    void deleteGroup(String projectId, String name);
}
