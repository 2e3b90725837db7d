package io.hearth.server.packages;

/**
 * What a package is known by.
 *
 * @param group empty for none
 */
public record PackagePlace(String projectId, String group, String name) {

    /** As sessions name it: {@code name} or {@code group/name}. */
    public String fullName() {
        return group.isEmpty() ? name : group + "/" + name;
    }
}
