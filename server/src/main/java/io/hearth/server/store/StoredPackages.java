package io.hearth.server.store;

import io.hearth.server.packages.PackageRows;
import io.hearth.server.packages.StoredPackage;
import io.hearth.server.session.NamedPackage;
import io.hearth.server.session.NamedPackages;
import io.hearth.server.session.PackageState;
import java.util.List;
import java.util.Optional;

/** Shows the packages of the database to the sessions of one transaction. */
record StoredPackages(PackageRows rows) implements NamedPackages {

    @Override
    public Optional<NamedPackage> find(String projectId, String group, String name) {
        return rows.find(projectId, group, name).map(StoredPackages::named);
    }

    @Override
    public List<NamedPackage> ofGroup(String projectId, String group) {
        return rows.ofGroup(projectId, group).stream()
                .map(StoredPackages::named)
                .toList();
    }

    private static NamedPackage named(StoredPackage stored) {
        return new NamedPackage(
                stored.fullName(), stored.kind(), state(stored), stored.sha256(), stored.bytes(), stored.reason());
    }

    private static PackageState state(StoredPackage stored) {
        return switch (stored.status()) {
            case UPLOADING -> PackageState.UPLOADING;
            case READY -> PackageState.READY;
            case FAILED -> PackageState.FAILED;
        };
    }
}
