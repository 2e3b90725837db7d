package io.hearth.server.auth;

/**
 * A user's role in a project, by name.
 *
 * @param user name of the user
 */
public record HeldRole(String user, Project project, Role role) {}
