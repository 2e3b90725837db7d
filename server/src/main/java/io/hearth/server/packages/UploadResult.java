package io.hearth.server.packages;

import java.util.List;
import java.util.Optional;

/**
 * What an upload made.
 *
 * @param names of the packages, in the order of the paths
 * @param group with all that is in it; empty where the request named none
 */
public record UploadResult(List<String> names, Optional<GroupView> group) {

    public UploadResult {
        names = List.copyOf(names);
    }
}
