package io.hearth.server.fetch;

import io.hearth.server.config.FetchTarget;
import io.hearth.server.objects.S3Connection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where packages may come from.
 *
 * @param allowed addresses that are reached though they are not public
 * @param folders of this machine
 * @param store the S3-compatible one; empty: there is none
 * @param ownPlace what of it is the gateway's own; empty: nothing
 * @param idle how long the other side may say nothing
 */
public record FetchOptions(
        List<FetchTarget> allowed,
        List<Path> folders,
        Optional<S3Connection> store,
        Optional<OwnPlace> ownPlace,
        Duration idle) {

    public FetchOptions {
        allowed = List.copyOf(allowed);
        folders = List.copyOf(folders);
    }
}
