package io.hearth.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearth.server.auth.AuthOptions;
import io.hearth.server.auth.OidcOptions;
import io.hearth.server.config.SettingSources;
import io.hearth.server.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthSettingsTest {

    private static AuthOptions options(Map<String, String> settings) {
        return AuthSettings.options(Settings.load(SettingSources.ofArguments(settings)));
    }

    @Test
    void nothingSetGivesAKeyFileAndNoProvider() {
        AuthOptions options = options(Map.of());

        assertThat(options.domain()).isEqualTo("default");
        assertThat(options.masterKey()).isEmpty();
        assertThat(options.tokenLifetime()).isEqualTo(Duration.ofHours(24));
        assertThat(options.passwordIterations()).isEqualTo(210_000);
        assertThat(options.hashingPlaces()).isPositive();
        assertThat(options.failuresAllowed()).isEqualTo(10);
        assertThat(options.failuresWindow()).isEqualTo(Duration.ofMinutes(15));
        assertThat(options.oidc()).isEmpty();
    }

    @Test
    void aProviderNeedsAnAudience() {
        Map<String, String> issuer = Map.of("auth.oidc.issuer", "https://id.example.org/realms/data");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> options(issuer))
                .withMessageContaining("auth.oidc.audience is required");
        OidcOptions oidc = options(Map.of(
                        "auth.oidc.issuer", "https://id.example.org/realms/data", "auth.oidc.audience", "hearth"))
                .oidc()
                .orElseThrow();
        assertThat(oidc.issuer()).isEqualTo("https://id.example.org/realms/data");
        assertThat(oidc.userClaim()).isEqualTo("preferred_username");
        assertThat(oidc.rolesClaim()).isEqualTo("hearth_roles");
        assertThat(oidc.jwksUrl()).isEmpty();
    }

    @Test
    void theMasterKeyIsNotPrinted() {
        AuthOptions options = options(Map.of("auth.master-key", "c2VjcmV0"));

        assertThat(options.masterKey()).contains("c2VjcmV0");
        assertThat(options.toString()).doesNotContain("c2VjcmV0");
    }
}
