package io.hearth.driver.packages;

import io.hearth.api.PackageKind;
import io.hearth.api.channel.SessionPackage;
import java.nio.file.Path;

/** A package whose content is on this machine. The file's name is the one that Spark knows it by. */
record FetchedPackage(SessionPackage origin, Path file) {

    PackageKind kind() {
        return origin.kind();
    }
}
