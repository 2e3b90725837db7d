package io.hearth.server.packages;

import java.util.Set;
import java.util.regex.Pattern;

/** The forms of names. */
public final class PackageNames {

    private static final Pattern PACKAGE = Pattern.compile("[A-Za-z0-9_!-][A-Za-z0-9_!.-]{0,127}");
    private static final Pattern GROUP = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,64}");
    private static final Set<String> TAKEN = Set.of("owner", "jars", "pyfiles", "files");

    private PackageNames() {}

    /** Whether a package can have the name; those that addresses of the contract have are taken. */
    public static boolean isPackage(String name) {
        return PACKAGE.matcher(name).matches() && !TAKEN.contains(name);
    }

    public static boolean isGroup(String name) {
        return GROUP.matcher(name).matches();
    }
}
