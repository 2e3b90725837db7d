package io.hearth.server.packages;

import io.hearth.api.PackageKind;
import io.hearth.server.objects.SpoolFile;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** What callers can do with packages. Thread-safe. Whatever a method refuses it refuses with a GatewayException. */
public interface Packages {

    /**
     * Fetches packages. Of a synchronous upload all are there when this completes, or none is; of an asynchronous one all
     * stand as {@code UPLOADING}. What is wrong with the request itself is thrown at once.
     */
    CompletableFuture<UploadResult> upload(String projectId, Uploader uploader, UploadRequest request);

    /** Throws as {@link #put} would, but for its content: before that is taken in. */
    void requireMayPut(PackagePlace place, Uploader uploader);

    /** Makes content a package, in place of one that was there. */
    StoredPackage put(PackagePlace place, PackageKind kind, Uploader uploader, SpoolFile.Spooled content)
            throws IOException;

    /** Throws NOT_FOUND where there is none. */
    StoredPackage find(PackagePlace place);

    PackageList list(String projectId, PackageFilter filter);

    /** Throws NOT_FOUND where there is none. The group goes with its last package. */
    void delete(PackagePlace place, Uploader uploader);

    /** Gives a package, or a group with what its owner has in it, to another member of the project. */
    void changeOwner(String projectId, Uploader uploader, OwnerChange change);
}
