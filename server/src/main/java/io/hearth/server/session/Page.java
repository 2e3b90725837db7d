package io.hearth.server.session;

import java.util.List;

/**
 * A part of a list.
 *
 * @param from offset of the first element
 * @param total how many elements match in all
 */
public record Page<T>(int from, int total, List<T> elements) {}
