package io.hearth.server.packages;

import java.util.List;

/** A group with what is in it, by name. */
public record GroupView(PackageGroup group, List<StoredPackage> packages) {

    public GroupView {
        packages = List.copyOf(packages);
    }

    /** {@code UPLOADING} while any is, else {@code FAILED} when any is, else {@code READY}. */
    public PackageStatus status() {
        if (has(PackageStatus.UPLOADING)) {
            return PackageStatus.UPLOADING;
        }
        return has(PackageStatus.FAILED) ? PackageStatus.FAILED : PackageStatus.READY;
    }

    private boolean has(PackageStatus status) {
        return packages.stream().anyMatch(stored -> stored.status() == status);
    }
}
