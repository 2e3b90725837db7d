package io.hearth.server;

import io.hearth.server.config.PackageKeys;
import io.hearth.server.config.RetentionKeys;
import io.hearth.server.config.Settings;
import io.hearth.server.objects.Contents;
import io.hearth.server.objects.SessionObjects;
import io.hearth.server.retention.Leftovers;
import io.hearth.server.retention.Removal;
import io.hearth.server.retention.Removals;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the settings say about how long things are kept. */
final class RetentionSettings {

    /** How long publishing packages takes at most, once the last of them is fetched. */
    private static final Duration PUBLISHING = Duration.ofHours(1);

    private RetentionSettings() {}

    static List<Removal> removals(
            Settings settings,
            Leftovers leftovers,
            SessionObjects objects,
            Contents contents,
            Removal.Step tokens,
            Clock clock) {
        return Removals.of(
                leftovers,
                objects,
                contents,
                settings.get(RetentionKeys.RETENTION_SESSIONS),
                contentKept(settings),
                tokens,
                clock);
    }

    /** What was fetched first has no package until the last is there. */
    private static Optional<Duration> contentKept(Settings settings) {
        Duration least = settings.get(PackageKeys.PACKAGES_FETCH_TIMEOUT).plus(PUBLISHING);
        return settings.get(RetentionKeys.RETENTION_PACKAGES).map(kept -> kept.compareTo(least) < 0 ? least : kept);
    }
}
