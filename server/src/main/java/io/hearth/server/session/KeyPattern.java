package io.hearth.server.session;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A key, or many keys by {@code *} for any run of characters. */
final class KeyPattern {

    private final Pattern pattern;

    KeyPattern(String glob) {
        pattern = Pattern.compile(
                Arrays.stream(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    boolean matches(String key) {
        return pattern.matcher(key).matches();
    }
}
