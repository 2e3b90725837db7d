package io.hearth.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of how long things are kept. */
public final class RetentionKeys {

    public static final Setting<Optional<Duration>> RETENTION_SESSIONS = new Setting<>(
            "retention.sessions",
            Types.durationOrNever("1m", "3650d"),
            DefaultValue.of("30d"),
            "How long after its end a session is kept, with its statements, their output, its log and its events. Then it is "
                    + "removed, and asking for it is answered with 404.");

    public static final Setting<Optional<Duration>> RETENTION_PACKAGES = new Setting<>(
            "retention.packages",
            Types.durationOrNever("1h", "3650d"),
            DefaultValue.of("1d"),
            "How long the content of packages is kept that were deleted or replaced, once no open session has it either. At "
                    + "least an hour more than `packages.fetch.timeout`: what a call fetched first has no package until the last is there.");

    static final List<Setting<?>> ALL = List.of(RETENTION_SESSIONS, RETENTION_PACKAGES);

    private RetentionKeys() {}
}
