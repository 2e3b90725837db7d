package io.hearth.server;

import io.hearth.server.objects.LogArchive;
import io.hearth.server.session.DriverLauncher;
import java.net.URI;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/** Makes the launcher of a gateway. */
@FunctionalInterface
public interface LauncherFactory {

    /**
     * Makes it.
     *
     * @param gatewayAddress where drivers dial; known once the port is bound
     * @param timer for following the output of drivers
     */
    DriverLauncher create(
            LogArchive logs, Supplier<URI> gatewayAddress, Executor executor, ScheduledExecutorService timer);
}
