package io.hearth.server.packages;

import io.hearth.api.PackageKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A package of a project, known by project, group and name.
 *
 * @param group empty for none
 * @param status {@code READY} is the one in which sessions can have it
 * @param sha256 of the content, in hex; null while it has none. A package that is being replaced keeps the earlier one
 * @param bytes size of the content, 0 while it has none
 * @param owner the user it belongs to
 * @param reason why the last upload failed, in English; null when it did not
 * @param createdAt milliseconds since the epoch
 * @param updatedAt milliseconds since the epoch
 * @param tags by which it can be looked for
 * @param upload what is being fetched for it; null for nothing
 */
public record StoredPackage(
        String projectId,
        String group,
        String name,
        PackageKind kind,
        PackageStatus status,
        @Nullable String sha256,
        long bytes,
        String owner,
        @Nullable String reason,
        long createdAt,
        long updatedAt,
        List<PackageTag> tags,
        @Nullable PendingUpload upload) {

    public StoredPackage {
        if (status == PackageStatus.READY && sha256 == null) {
            throw new IllegalArgumentException("ready without content");
        }
        if ((status == PackageStatus.UPLOADING) != (upload != null)) {
            throw new IllegalArgumentException("uploading is what has an upload");
        }
        tags = List.copyOf(tags);
    }

    /** As sessions name it: {@code name} or {@code group/name}. */
    public String fullName() {
        return group.isEmpty() ? name : group + "/" + name;
    }
}
