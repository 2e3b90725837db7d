package io.hearth.server.packages;

/** When an upload is answered. */
public enum UploadMode {
    /** When all of it is there. */
    SYNCHRONOUS,
    /** At once; the packages say themselves how far they are. */
    ASYNCHRONOUS
}
