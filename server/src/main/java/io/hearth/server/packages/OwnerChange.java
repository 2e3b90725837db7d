package io.hearth.server.packages;

import org.jspecify.annotations.Nullable;

/**
 * A request for another owner, as it was sent.
 *
 * @param group the group, or the one that the package is in; null for none
 * @param name the package; null for the whole group
 */
public record OwnerChange(
        @Nullable String newOwner,
        @Nullable String group,
        @Nullable String name) {}
