package io.hearth.server.packages;

import java.util.List;

/**
 * The packages of a project.
 *
 * @param ungrouped those in no group, by name
 * @param groups by name
 */
public record PackageList(List<StoredPackage> ungrouped, List<GroupView> groups) {

    public PackageList {
        ungrouped = List.copyOf(ungrouped);
        groups = List.copyOf(groups);
    }

    /** How many packages these are, in groups or not. */
    public int total() {
        return ungrouped.size()
                + groups.stream().mapToInt(view -> view.packages().size()).sum();
    }
}
