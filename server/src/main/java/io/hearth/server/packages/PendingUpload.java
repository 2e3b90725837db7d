package io.hearth.server.packages;

import io.hearth.api.PackageKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Content that is to become a package's, once it is fetched. Kept with the package, so that the next gateway can go on.
 *
 * @param id a UUID; of two uploads to one package the later replaces the earlier, which publishes nothing then
 * @param path the address, whole: with what a query may hold of secrets
 * @param kind the kind that the package will have
 * @param tags the tags that it will have
 * @param gateway the gateway that fetches it; null for one that an older version left
 */
public record PendingUpload(
        String id,
        String path,
        PackageKind kind,
        List<PackageTag> tags,
        @Nullable String gateway) {

    PendingUpload by(String anotherGateway) {
        return new PendingUpload(id, path, kind, tags, anotherGateway);
    }

    /** Without the query, which can be a signature. */
    @Override
    public String toString() {
        return "PendingUpload[id=" + id + "]";
    }
}
