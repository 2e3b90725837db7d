package io.hearth.server.session;

import org.jspecify.annotations.Nullable;

/**
 * A point of a session's time line.
 *
 * @param at milliseconds since the epoch
 * @param name for example {@code queued}, {@code launched}, {@code registered}, {@code ready}, {@code ended}
 * @param detail particulars for a reader; null when the name says it all
 */
public record SessionEvent(long at, String name, @Nullable String detail) {}
