package io.hearth.server.session;

/** Hears what becomes of launched processes. Called from threads of the launcher. */
public interface LaunchListener {

    void started(String driverId, ProcessReference process);

    /** The process and everything it started are gone. */
    void exited(String driverId, DriverExit exit);
}
