package io.hearth.server.session;

/**
 * Bounds that keep one caller from taking everything.
 *
 * @param openSessions how many sessions of one project may be in no final state
 * @param openSessionsPerUser how many of them may be one user's
 * @param packagesPerSession how many packages one session may have
 * @param queues how many queues a project may have
 * @param waitingStatements how many statements of one session may wait
 * @param rows how many rows a statement of SQL gives
 */
public record SessionLimits(
        int openSessions,
        int openSessionsPerUser,
        int packagesPerSession,
        int queues,
        int waitingStatements,
        int rows) {}
