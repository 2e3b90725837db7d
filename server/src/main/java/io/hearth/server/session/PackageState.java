package io.hearth.server.session;

/** Whether a session can have something. */
public enum PackageState {
    UPLOADING,
    READY,
    FAILED
}
