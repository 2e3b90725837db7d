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

    /** @param gatewayAddress where drivers dial; known once the port is bound */
    DriverLauncher create(
            LogArchive logs, Supplier<URI> gatewayAddress, Executor executor, ScheduledExecutorService timer);
}
