package io.hearth.server;

import io.hearth.server.launch.GatewayAccess;
import io.hearth.server.objects.LogArchive;
import io.hearth.server.objects.OutputArchive;
import io.hearth.server.readiness.DriverAccount;
import io.hearth.server.session.DriverLauncher;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** Makes the launcher of a gateway. */
@FunctionalInterface
public interface LauncherFactory {

    /**
     * Makes it.
     *
     * @param access how drivers reach the gateway
     * @param timer for following the output of drivers
     */
    DriverLauncher create(
            LogArchive logs,
            OutputArchive outputs,
            GatewayAccess access,
            Executor executor,
            ScheduledExecutorService timer);

    /** Whose rights its drivers have. */
    default DriverAccount account() {
        return DriverAccount.ELSEWHERE;
    }
}
