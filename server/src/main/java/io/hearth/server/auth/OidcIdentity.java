package io.hearth.server.auth;

import java.util.Map;

/**
 * What an identity provider says about a caller.
 *
 * @param roles by id of the project, whether or not there is such a project here
 */
record OidcIdentity(String user, Map<String, Role> roles) {

    OidcIdentity {
        roles = Map.copyOf(roles);
    }
}
