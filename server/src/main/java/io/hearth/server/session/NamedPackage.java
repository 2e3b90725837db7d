package io.hearth.server.session;

import io.hearth.api.PackageKind;
import org.jspecify.annotations.Nullable;

/**
 * A package as sessions can name it.
 *
 * @param name {@code name} or {@code group/name}
 * @param sha256 of its content, in lower-case hex; null while it is not ready
 * @param reason why it failed, in English; null when it did not
 */
public record NamedPackage(
        String name,
        PackageKind kind,
        PackageState state,
        @Nullable String sha256,
        long bytes,
        @Nullable String reason) {}
