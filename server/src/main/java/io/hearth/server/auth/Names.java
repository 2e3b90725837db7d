package io.hearth.server.auth;

import java.util.regex.Pattern;

/** What users and projects may be called. */
final class Names {

    private static final Pattern USER = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");
    private static final Pattern PROJECT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private Names() {}

    /** @param name in lower case */
    static boolean isUserName(String name) {
        return USER.matcher(name).matches();
    }

    static boolean isProjectName(String name) {
        return PROJECT.matcher(name).matches();
    }
}
