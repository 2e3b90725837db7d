package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.api.PackageKind;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.objects.SpoolFile;
import io.hearth.server.packages.OwnerChange;
import io.hearth.server.packages.PackageFilter;
import io.hearth.server.packages.PackageList;
import io.hearth.server.packages.PackagePlace;
import io.hearth.server.packages.Packages;
import io.hearth.server.packages.StoredPackage;
import io.hearth.server.packages.UploadRequest;
import io.hearth.server.packages.UploadResult;
import io.hearth.server.packages.Uploader;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A gateway without packages, for tests of other calls. */
final class NoPackages implements Packages {

    private static GatewayException notThere(String name, String project) {
        return new GatewayException(ErrorCode.NOT_FOUND, Message.PACKAGE_NOT_THERE, name, project);
    }

    @Override
    public CompletableFuture<UploadResult> upload(String projectId, Uploader uploader, UploadRequest request) {
        throw notThere(String.valueOf(request.paths()), projectId);
    }

    @Override
    public void requireMayPut(PackagePlace place, Uploader uploader) {}

    @Override
    public StoredPackage put(PackagePlace place, PackageKind kind, Uploader uploader, SpoolFile.Spooled content) {
        throw notThere(place.fullName(), place.projectId());
    }

    @Override
    public StoredPackage find(PackagePlace place) {
        throw notThere(place.fullName(), place.projectId());
    }

    @Override
    public PackageList list(String projectId, PackageFilter filter) {
        return new PackageList(List.of(), List.of());
    }

    @Override
    public void delete(PackagePlace place, Uploader uploader) {
        throw notThere(place.fullName(), place.projectId());
    }

    @Override
    public void changeOwner(String projectId, Uploader uploader, OwnerChange change) {
        throw notThere(String.valueOf(change.name()), projectId);
    }
}
