package io.hearth.server.session;

import io.hearth.api.ErrorCode;
import io.hearth.api.PackageKind;
import io.hearth.api.channel.SessionPackage;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
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

    private final NamedModules modules;
    private final int mostPackages;

    /** @param mostPackages how many a session may have */
    PackageResolver(NamedModules modules, int mostPackages) {
        this.modules = modules;
        this.mostPackages = mostPackages;
    }

    /**
     * Resolves the references, each package once.
     *
     * @throws GatewayException for the first that is missing, not ready or of another kind, or when there are too many
     */
    List<SessionPackage> resolve(NamedPackages packages, String projectId, PackageReferences references) {
        requireFewEnough(references.different());
        Map<String, SessionPackage> found = new LinkedHashMap<>();
        Map<String, String> places = new HashMap<>();
        for (Reference reference : references.all()) {
            for (SessionPackage one : resolve(packages, projectId, reference)) {
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

    private List<SessionPackage> resolve(NamedPackages packages, String projectId, Reference reference) {
        if (reference instanceof Reference.OnePackage one) {
            return List.of(resolve(packages, projectId, one));
        } else if (reference instanceof Reference.WholeGroup whole) {
            return resolve(packages, projectId, whole);
        } else if (reference instanceof Reference.OneModule module) {
            return resolve(module);
        }
        throw new IllegalStateException("no such reference: " + reference);
    }

    private static SessionPackage resolve(NamedPackages packages, String projectId, Reference.OnePackage one) {
        NamedPackage named = packages.find(projectId, one.group(), one.name())
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.REFERENCE_NOT_FOUND,
                        Message.NO_SUCH_PACKAGE,
                        one.path(),
                        one.group().isEmpty() ? one.name() : one.group() + "/" + one.name()));
        PackageKind wanted = one.kind();
        if (wanted != null && named.kind() != wanted) {
            throw GatewayException.invalid(
                    Message.PACKAGE_OF_ANOTHER_KIND,
                    one.path(),
                    named.name(),
                    wanted.wireName(),
                    named.kind().wireName());
        }
        return ready(one.path(), named);
    }

    private static List<SessionPackage> resolve(NamedPackages packages, String projectId, Reference.WholeGroup whole) {
        List<NamedPackage> all = packages.ofGroup(projectId, whole.group());
        if (all.isEmpty()) {
            throw new GatewayException(
                    ErrorCode.REFERENCE_NOT_FOUND, Message.NO_SUCH_GROUP, whole.path(), whole.group());
        }
        return all.stream().map(named -> ready(whole.path(), named)).toList();
    }

    private static SessionPackage ready(String path, NamedPackage named) {
        String sha256 = named.sha256();
        if (named.state() != PackageState.READY || sha256 == null) {
            throw unavailable(path, named.name(), named.state(), named.reason());
        }
        return new SessionPackage(named.name(), named.kind(), sha256, named.bytes());
    }

    private static GatewayException unavailable(String path, String name, PackageState state, @Nullable String reason) {
        return state == PackageState.UPLOADING
                ? new GatewayException(ErrorCode.NOT_AVAILABLE, Message.PACKAGE_STILL_UPLOADING, path, name)
                : new GatewayException(
                        ErrorCode.NOT_AVAILABLE,
                        Message.PACKAGE_FAILED,
                        path,
                        name,
                        new Message.Reason(reason == null ? state.name() : reason));
    }

    private List<SessionPackage> resolve(Reference.OneModule reference) {
        NamedModule module = modules.find(reference.name())
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.REFERENCE_NOT_FOUND, Message.NO_SUCH_MODULE, reference.path(), reference.name()));
        if (module.state() != PackageState.READY) {
            throw module.state() == PackageState.UPLOADING
                    ? unavailable(reference.path(), module.name(), module.state(), null)
                    : new GatewayException(
                            ErrorCode.NOT_AVAILABLE, Message.MODULE_FAILED, reference.path(), module.name());
        }
        return module.jars();
    }
}
