package io.hearth.server.packages;

import io.hearth.api.PackageKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which packages to list.
 *
 * @param kind null for any
 * @param tags all of which a package must have; none for any
 * @param group null for any, empty for none
 */
public record PackageFilter(
        @Nullable PackageKind kind,
        List<PackageTag> tags,
        @Nullable String group) {

    public PackageFilter {
        tags = List.copyOf(tags);
    }

    boolean takes(StoredPackage stored) {
        return (kind == null || kind == stored.kind())
                && (group == null || group.equals(stored.group()))
                && stored.tags().containsAll(tags);
    }
}
