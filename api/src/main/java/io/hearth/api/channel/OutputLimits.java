package io.hearth.api.channel;

/**
 * How much the statements of a session may print, bytes.
 *
 * @param shownBytes how much of one statement's text is told with its end, UTF-8
 * @param statementBytes how much of what one statement prints is kept to be fetched, when it is more than is shown
 * @param sessionBytes how much is kept of all such statements of one session
 */
public record OutputLimits(long shownBytes, long statementBytes, long sessionBytes) {}
