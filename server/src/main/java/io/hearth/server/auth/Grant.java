package io.hearth.server.auth;

/** A user's role in a project. */
public record Grant(String userId, String projectId, Role role) {}
