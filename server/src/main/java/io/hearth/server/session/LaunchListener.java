package io.hearth.server.session;

import java.util.concurrent.CompletableFuture;

/** Hears what becomes of launched processes. Called from threads of the launcher. */
public interface LaunchListener {

    void started(String driverId, ProcessReference process);

    /**
     * The process and everything it started are gone.
     *
     * @return completes when the end is committed; until then what the driver left behind may be asked for. Fails, after this
     *     was logged, when it cannot be, or is another gateway's to commit
     */
    CompletableFuture<Void> exited(String driverId, DriverExit exit);
}
