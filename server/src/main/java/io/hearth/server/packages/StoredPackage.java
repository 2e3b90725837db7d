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

    /** A package that has just come in whole. */
    static StoredPackage ready(PackagePlace place, PackageKind kind, String owner, Content content, long now) {
        return new StoredPackage(
                place.projectId(),
                place.group(),
                place.name(),
                kind,
                PackageStatus.READY,
                content.sha256(),
                content.bytes(),
                owner,
                null,
                now,
                now,
                content.tags(),
                null);
    }

    /** A package that has no content yet. */
    static StoredPackage awaited(PackagePlace place, PendingUpload upload, String owner, long now) {
        return new StoredPackage(
                place.projectId(),
                place.group(),
                place.name(),
                upload.kind(),
                PackageStatus.UPLOADING,
                null,
                0,
                owner,
                null,
                now,
                now,
                upload.tags(),
                upload);
    }

    PackagePlace place() {
        return new PackagePlace(projectId, group, name);
    }

    /** With other content; whose it is stays. */
    StoredPackage replacedBy(PackageKind newKind, Content content, long now) {
        return new StoredPackage(
                projectId,
                group,
                name,
                newKind,
                PackageStatus.READY,
                content.sha256(),
                content.bytes(),
                owner,
                null,
                createdAt,
                now,
                content.tags(),
                null);
    }

    /** Waiting for other content; what it has stays until that is there. */
    StoredPackage awaiting(PendingUpload newUpload, long now) {
        return new StoredPackage(
                projectId,
                group,
                name,
                sha256 == null ? newUpload.kind() : kind,
                PackageStatus.UPLOADING,
                sha256,
                bytes,
                owner,
                null,
                createdAt,
                now,
                sha256 == null ? newUpload.tags() : tags,
                newUpload);
    }

    /** After an upload that failed: as it was before, or without content. */
    StoredPackage failed(String newReason, long now) {
        PackageStatus after = sha256 == null ? PackageStatus.FAILED : PackageStatus.READY;
        return new StoredPackage(
                projectId, group, name, kind, after, sha256, bytes, owner, newReason, createdAt, now, tags, null);
    }

    StoredPackage ownedBy(String newOwner, long now) {
        return new StoredPackage(
                projectId, group, name, kind, status, sha256, bytes, newOwner, reason, createdAt, now, tags, upload);
    }

    /** What a package is made of. */
    record Content(String sha256, long bytes, List<PackageTag> tags) {}
}
