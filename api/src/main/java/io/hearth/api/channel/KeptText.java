package io.hearth.api.channel;

/**
 * Of a text that is longer than what is shown of it: what there is to fetch.
 *
 * @param bytes how much of what was printed is kept, from its first byte on
 * @param cut whether more was printed than that
 */
public record KeptText(long bytes, boolean cut) {}
