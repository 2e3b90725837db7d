package io.hearth.server;

import io.hearth.server.config.Keys;
import io.hearth.server.config.Settings;
import io.hearth.server.http.HttpOptions;
import io.hearth.server.tls.TlsIdentity;
import java.util.Optional;

/** What the settings say of the port. */
final class HttpSettings {

    private HttpSettings() {}

    static HttpOptions options(Settings settings, Optional<TlsIdentity> tls) {
        return new HttpOptions(
                settings.get(Keys.SERVER_HOST),
                settings.get(Keys.SERVER_PORT),
                tls.map(TlsIdentity::context).orElse(null),
                settings.get(Keys.SERVER_TRUSTED_PROXIES),
                settings.get(Keys.SERVER_PUBLIC_URL),
                settings.get(Keys.GATEWAY_URL),
                settings.get(Keys.PROJECT_ID),
                settings.get(Keys.AUTH_DOMAIN),
                Math.toIntExact(settings.get(Keys.SERVER_MAX_BODY_BYTES).bytes()),
                Math.toIntExact(settings.get(Keys.STATEMENT_MAX_CODE_BYTES).bytes()));
    }
}
