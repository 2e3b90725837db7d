package io.hearth.server.objects;

import java.util.regex.Pattern;

/** The form of keys: what every store takes, and no file system reads as anything but names. */
final class ObjectKeys {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

    private ObjectKeys() {}

    /** The key itself. */
    static String checked(String key) {
        if (!FORM.matcher(key).matches()) {
            throw new IllegalArgumentException("not a key: " + key);
        }
        return key;
    }
}
