package io.hearth.server.packages;

import io.hearth.api.PackageKind;
import java.util.List;

/**
 * A request to fetch packages, as it was sent: types are right, nothing else was looked at yet.
 *
 * @param group empty for none
 */
public record UploadRequest(
        List<String> paths, PackageKind kind, String group, UploadMode mode, List<PackageTag> tags) {

    public UploadRequest {
        paths = List.copyOf(paths);
        tags = List.copyOf(tags);
    }
}
