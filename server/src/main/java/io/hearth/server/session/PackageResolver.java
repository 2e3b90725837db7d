package io.hearth.server.session;

import io.hearth.api.ErrorCode;
import io.hearth.api.PackageKind;
import io.hearth.api.channel.SessionPackage;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.packages.InstalledModule;
import io.hearth.server.packages.Module;
import io.hearth.server.packages.ModuleCatalog;
import io.hearth.server.packages.PackageRows;
import io.hearth.server.packages.PackageStatus;
import io.hearth.server.packages.StoredPackage;
import io.hearth.server.session.PackageReferences.Reference;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the packages that a request names, and refuses what a session cannot have. The result names content by digest, so
 * what becomes of the packages afterwards does not matter to the session. Thread-safe.
 */
final class PackageResolver {

    private final ModuleCatalog modules;
    private final int mostPackages;

    /** @param mostPackages how many a session may have */
    PackageResolver(ModuleCatalog modules, int mostPackages) {
        this.modules = modules;
        this.mostPackages = mostPackages;
    }

    /**
     * Resolves the references, each package once.
     *
     * @throws GatewayException for the first that is missing, not ready or of another kind, or when there are too many
     */
    List<SessionPackage> resolve(PackageRows rows, String projectId, PackageReferences references) {
        requireFewEnough(references.different());
        Map<String, SessionPackage> found = new LinkedHashMap<>();
        Map<String, String> places = new HashMap<>();
        for (Reference reference : references.all()) {
            for (SessionPackage one : resolve(rows, projectId, reference)) {
                SessionPackage before = found.putIfAbsent(one.name(), one);
                if (before == null) {
                    requirePlace(places, reference, one);
                }
            }
        }
        requireFewEnough(found.size());
        return List.copyOf(found.values());
    }

    private void requireFewEnough(int count) {
        if (count > mostPackages) {
            throw new GatewayException(
                    ErrorCode.LIMIT_REACHED, Message.TOO_MANY_PACKAGES_OF_SESSION, count, mostPackages);
        }
    }

    /** All files are in one directory, where none may stand for another. Jars only are on a path. */
    private static void requirePlace(Map<String, String> places, Reference reference, SessionPackage one) {
        if (one.kind() == PackageKind.JAR) {
            return;
        }
        String other = places.putIfAbsent(one.fileName(), one.name());
        if (other != null) {
            throw GatewayException.invalid(Message.FILES_OF_ONE_NAME, reference.path(), one.name(), other);
        }
    }

    private List<SessionPackage> resolve(PackageRows rows, String projectId, Reference reference) {
        if (reference instanceof Reference.OnePackage one) {
            return List.of(resolve(rows, projectId, one));
        } else if (reference instanceof Reference.WholeGroup whole) {
            return resolve(rows, projectId, whole);
        } else if (reference instanceof Reference.OneModule module) {
            return resolve(module);
        }
        throw new IllegalStateException("no such reference: " + reference);
    }

    private static SessionPackage resolve(PackageRows rows, String projectId, Reference.OnePackage one) {
        StoredPackage stored = rows.find(projectId, one.group(), one.name())
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.REFERENCE_NOT_FOUND,
                        Message.NO_SUCH_PACKAGE,
                        one.path(),
                        one.group().isEmpty() ? one.name() : one.group() + "/" + one.name()));
        PackageKind wanted = one.kind();
        if (wanted != null && stored.kind() != wanted) {
            throw GatewayException.invalid(
                    Message.PACKAGE_OF_ANOTHER_KIND,
                    one.path(),
                    stored.fullName(),
                    wanted.wireName(),
                    stored.kind().wireName());
        }
        return ready(one.path(), stored);
    }

    private static List<SessionPackage> resolve(PackageRows rows, String projectId, Reference.WholeGroup whole) {
        List<StoredPackage> all = rows.ofGroup(projectId, whole.group());
        if (all.isEmpty()) {
            throw new GatewayException(
                    ErrorCode.REFERENCE_NOT_FOUND, Message.NO_SUCH_GROUP, whole.path(), whole.group());
        }
        return all.stream().map(stored -> ready(whole.path(), stored)).toList();
    }

    private static SessionPackage ready(String path, StoredPackage stored) {
        String sha256 = stored.sha256();
        if (stored.status() != PackageStatus.READY || sha256 == null) {
            throw unavailable(path, stored.fullName(), stored.status(), stored.reason());
        }
        return new SessionPackage(stored.fullName(), stored.kind(), sha256, stored.bytes());
    }

    private static GatewayException unavailable(
            String path, String name, PackageStatus status, @Nullable String reason) {
        return status == PackageStatus.UPLOADING
                ? new GatewayException(ErrorCode.NOT_AVAILABLE, Message.PACKAGE_STILL_UPLOADING, path, name)
                : new GatewayException(
                        ErrorCode.NOT_AVAILABLE,
                        Message.PACKAGE_FAILED,
                        path,
                        name,
                        reason == null ? status.name() : reason);
    }

    private List<SessionPackage> resolve(Reference.OneModule reference) {
        InstalledModule installed = modules.find(reference.name())
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.REFERENCE_NOT_FOUND, Message.NO_SUCH_MODULE, reference.path(), reference.name()));
        Module module = installed.module();
        if (module.status() != PackageStatus.READY) {
            throw unavailable(reference.path(), module.name(), module.status(), installed.reason());
        }
        return installed.jars().stream()
                .map(jar -> new SessionPackage(
                        module.name() + ":" + jar.fileName(), PackageKind.JAR, jar.sha256(), jar.bytes()))
                .toList();
    }
}
