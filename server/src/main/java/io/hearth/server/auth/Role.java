package io.hearth.server.auth;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a user may do in a project, the least first. Each may all that those before it may. */
public enum Role {
    VIEWER,
    DEVELOPER,
    ADMIN;

    /** The name that callers read and write, for example {@code viewer}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(name))
                .findFirst();
    }

    /** Whether a user with this role may do what asks for the other. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
