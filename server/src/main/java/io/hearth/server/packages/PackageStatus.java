package io.hearth.server.packages;

/** Whether a package, or all of a group, can be used. */
public enum PackageStatus {
    /** Its content, the first or another one, is being fetched. */
    UPLOADING,
    /** Sessions can have it. */
    READY,
    /** It never had content, and why stands in its reason. */
    FAILED
}
