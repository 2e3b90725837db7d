package io.hearth.server.error;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The languages that callers are answered in. */
public enum Language {
    ENGLISH("en-us"),
    CHINESE("zh-cn");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** The value of {@code X-Language} that asks for it. */
    public String tag() {
        return tag;
    }

    private static boolean speaks(Language language, String header) {
        String first = header.split("[,;]", -1)[0].strip().replace('_', '-');
        return language.tag.equalsIgnoreCase(first);
    }

    /** The language that a value of {@code X-Language} asks for; English when there is none or nobody speaks it. */
    public static Language ofHeader(@Nullable String header) {
        return Arrays.stream(values())
                .filter(language -> header != null && speaks(language, header))
                .findFirst()
                .orElse(ENGLISH);
    }
}
