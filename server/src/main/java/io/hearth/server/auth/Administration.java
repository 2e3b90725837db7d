package io.hearth.server.auth;

/**
 * Changes who may call and what they may. Each method of the parts is one transaction and throws a GatewayException for what
 * cannot be; whether the caller may administer at all is for who calls them to ask. What is changed counts from the next
 * request on, on every gateway.
 */
public record Administration(
        UserAdministration users, ProjectAdministration projects, AccessKeyAdministration accessKeys) {}
