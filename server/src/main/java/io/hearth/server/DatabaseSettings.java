package io.hearth.server;

import io.hearth.server.config.Keys;
import io.hearth.server.config.Settings;
import io.hearth.server.config.ShutdownSessions;
import io.hearth.server.session.Peers.Sharing;
import io.hearth.server.store.Database;
import io.hearth.server.store.DatabaseAddress;
import io.hearth.server.store.DatabaseClock;
import java.time.Clock;

/** What the settings say of the database, and what follows from that. */
final class DatabaseSettings {

    private DatabaseSettings() {}

    static DatabaseAddress address(Settings settings) {
        return new DatabaseAddress(
                settings.get(Keys.DATABASE_URL).orElse(Database.embedded(settings.get(Keys.DATA_DIRECTORY))),
                settings.get(Keys.DATABASE_USER),
                settings.get(Keys.DATABASE_PASSWORD).reveal(),
                settings.get(Keys.DATABASE_TIMEOUT));
    }

    /** @param own that of this gateway, which an embedded database shares */
    static DatabaseClock clock(Settings settings, Clock own) {
        return address(settings).isShared() ? DatabaseClock.ofServer() : DatabaseClock.of(own);
    }

    static Sharing sharing(Settings settings) {
        return address(settings).isShared() ? Sharing.SHARED : Sharing.ALONE;
    }

    static ShutdownSessions onShutdown(Settings settings) {
        return settings.get(Keys.SHUTDOWN_SESSIONS)
                .orElse(sharing(settings) == Sharing.SHARED ? ShutdownSessions.KEEP : ShutdownSessions.END);
    }
}
