package io.hearth.server.packages;

/** Addresses as they may stand in messages and logs: without what can be a secret. */
public final class ShownPath {

    private ShownPath() {}

    /** What comes after a question mark, or before an at sign, is for the server alone. */
    public static String of(String path) {
        String plain = path.split("[?#]", 2)[0];
        int start = plain.indexOf("//");
        int host = start < 0 ? -1 : plain.indexOf('/', start + 2);
        int user = plain.lastIndexOf('@', host < 0 ? plain.length() : host);
        return start >= 0 && user > start ? plain.substring(0, start + 2) + "…" + plain.substring(user) : plain;
    }
}
