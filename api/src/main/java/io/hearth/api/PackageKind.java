package io.hearth.api;

import java.util.Arrays;
import java.util.Optional;

/** What an uploaded package is to a session that names it. */
public enum PackageKind {
    /** Classes, for the class path. */
    JAR("jar"),
    /** A Python module or an archive of such, for the Python path. */
    PY_FILE("pyFile"),
    /** Any file, for the working directory. */
    FILE("file"),
    /** A file that holds a model; to a session the same as {@link #FILE}. */
    MODEL_FILE("modelFile");

    private final String wireName;

    PackageKind(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the wire, for example {@code pyFile}. */
    public String wireName() {
        return wireName;
    }

    /** The kind of that wire name, or empty when there is none. */
    public static Optional<PackageKind> ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equals(wireName))
                .findFirst();
    }
}
