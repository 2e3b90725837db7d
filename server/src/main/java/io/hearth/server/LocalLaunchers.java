package io.hearth.server;

import io.hearth.api.channel.CancelPolicy;
import io.hearth.api.channel.OutputLimits;
import io.hearth.api.channel.Protocol;
import io.hearth.server.config.Keys;
import io.hearth.server.config.Setting;
import io.hearth.server.config.Settings;
import io.hearth.server.config.SettingsException;
import io.hearth.server.launch.Backend;
import io.hearth.server.launch.GatewayAccess;
import io.hearth.server.launch.LocalLauncher;
import io.hearth.server.launch.LocalOptions;
import io.hearth.server.launch.OtherAccount;
import io.hearth.server.objects.LogArchive;
import io.hearth.server.objects.OutputArchive;
import io.hearth.server.readiness.DriverAccount;
import io.hearth.server.session.ConfRules;
import io.hearth.server.session.DriverLauncher;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** Launches drivers on this machine, as the settings say. */
record LocalLaunchers(Settings settings, Optional<OtherAccount> otherAccount) implements LauncherFactory {

    /** @throws RuntimeException when the settings name an account that drivers cannot run as */
    static LocalLaunchers of(Settings settings) {
        Optional<OtherAccount> account = Optional.of(settings.get(Keys.LAUNCH_LOCAL_USER))
                .filter(name -> !name.isEmpty())
                .map(name -> OtherAccount.of(name, directory(settings)));
        LocalLaunchers launchers = new LocalLaunchers(settings, account);
        account.ifPresent(other -> other.check(
                settings.get(Keys.LAUNCH_JAVA),
                launchers.required(Keys.LAUNCH_DRIVER_JAR),
                launchers.required(Keys.SPARK_HOME),
                settings.get(Keys.DATA_DIRECTORY)));
        return launchers;
    }

    private static Path directory(Settings settings) {
        Path data = settings.get(Keys.DATA_DIRECTORY);
        return settings.get(Keys.LAUNCH_LOCAL_DIRECTORY)
                .orElseGet(() -> data.resolveSibling(data.getFileName() + "-drivers"));
    }

    @Override
    public DriverLauncher create(
            LogArchive logs,
            OutputArchive outputs,
            GatewayAccess access,
            Executor executor,
            ScheduledExecutorService timer) {
        LocalOptions options = new LocalOptions(
                settings.get(Keys.LAUNCH_JAVA),
                required(Keys.SPARK_HOME),
                required(Keys.LAUNCH_DRIVER_JAR),
                settings.get(Keys.DATA_DIRECTORY).resolve("drivers").toAbsolutePath(),
                otherAccount,
                access,
                settings.get(Keys.LAUNCH_LOCAL_MAX_HEAP),
                settings.get(Keys.LAUNCH_LOCAL_MEMORY_BUDGET),
                settings.get(Keys.LAUNCH_LOCAL_STARTS_AT_ONCE),
                settings.get(Keys.DRIVER_LEASE),
                new CancelPolicy(
                        settings.get(Keys.STATEMENT_CANCEL_TIMEOUT).toMillis(),
                        settings.get(Keys.STATEMENT_LOOP_CHECK)),
                settings.get(Keys.DRIVER_SHUTDOWN_GRACE),
                SettingsException.checking(this::backends),
                classArchives(),
                new OutputLimits(
                        Math.min(settings.get(Keys.STATEMENT_MAX_OUTPUT_BYTES).bytes(), Protocol.MAX_SHOWN_BYTES),
                        settings.get(Keys.STATEMENT_OUTPUT_QUOTA).bytes(),
                        settings.get(Keys.SESSION_OUTPUT_QUOTA).bytes()),
                settings.get(Keys.DRIVER_JOURNAL_SIZE));
        return new LocalLauncher(options, logs, outputs, executor, timer);
    }

    /** Where drivers can read them, but only the gateway write: what is in there runs in the drivers of all users. */
    private Optional<Path> classArchives() {
        Path usual = otherAccount
                .map(account ->
                        account.directory().resolveSibling(account.directory().getFileName() + "-classes"))
                .orElseGet(() -> settings.get(Keys.DATA_DIRECTORY).resolve("classes"));
        return switch (settings.get(Keys.LAUNCH_CLASS_ARCHIVE)) {
            case AUTO ->
                Optional.of(settings.get(Keys.LAUNCH_CLASS_ARCHIVE_DIRECTORY)
                        .orElse(usual)
                        .toAbsolutePath());
            case OFF -> Optional.empty();
        };
    }

    private Map<String, Backend> backends() {
        Map<String, Backend> backends = new HashMap<>();
        Map<String, Map<String, String>> conf = settings.get(Keys.BACKEND_CONF);
        settings.get(Keys.BACKEND_MASTER)
                .forEach((name, master) -> backends.put(
                        name,
                        new Backend(
                                master,
                                ConfRules.operators("backend." + name + ".conf", conf.getOrDefault(name, Map.of())))));
        return Map.copyOf(backends);
    }

    @Override
    public DriverAccount account() {
        return otherAccount.isPresent() ? DriverAccount.SEPARATE : DriverAccount.OF_GATEWAY;
    }

    private Path required(Setting<Optional<Path>> setting) {
        return settings.get(setting)
                .orElseThrow(() -> new IllegalStateException(
                        setting.key() + " is not set and nothing is bundled with this gateway"));
    }
}
