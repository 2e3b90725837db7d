package io.hearth.server.error;

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
}
