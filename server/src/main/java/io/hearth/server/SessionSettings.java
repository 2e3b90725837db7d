package io.hearth.server;

import io.hearth.server.config.Keys;
import io.hearth.server.config.Settings;
import io.hearth.server.config.SettingsException;
import io.hearth.server.session.ConfRules;
import io.hearth.server.session.SessionLimits;
import io.hearth.server.session.SessionPlanner;

/** What the settings say of sessions. */
final class SessionSettings {

    private SessionSettings() {}

    static SessionLimits limits(Settings settings) {
        return new SessionLimits(
                settings.get(Keys.SESSION_MAX_OPEN),
                settings.get(Keys.SESSION_MAX_OPEN_PER_USER),
                settings.get(Keys.SESSION_MAX_PACKAGES),
                settings.get(Keys.QUEUE_MAX_PER_PROJECT),
                settings.get(Keys.STATEMENT_MAX_WAITING),
                settings.get(Keys.STATEMENT_MAX_ROWS));
    }

    static SessionPlanner planner(Settings settings) {
        return new SessionPlanner(
                settings.get(Keys.SESSION_IDLE_TIMEOUT).toSeconds(),
                SettingsException.checking(() -> new ConfRules(
                        settings.get(Keys.CONF_DENIED),
                        settings.get(Keys.CONF_FORCED),
                        settings.get(Keys.CONF_DEFAULTS))));
    }
}
