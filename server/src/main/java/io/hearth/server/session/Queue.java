package io.hearth.server.session;

/**
 * A queue of a project.
 *
 * @param computeUnits how many CUs its sessions may take together
 */
public record Queue(String projectId, String name, long computeUnits) {}
