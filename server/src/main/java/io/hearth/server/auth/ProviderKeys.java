package io.hearth.server.auth;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;

/**
 * A provider's public keys, fetched where the discovery document says unless the operator said it. Asked for on first use and
 * not at the start, so that a provider which is down stops nobody else; kept for a while, and through an outage.
 */
final class ProviderKeys implements JWKSetSource<SecurityContext> {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 512 * 1024;
    private static final Duration KEPT = Duration.ofMinutes(15);
    private static final Duration KEPT_IN_OUTAGE = Duration.ofHours(4);
    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private final OidcOptions options;
    private final ResourceRetriever retriever;
    private volatile boolean down;

    ProviderKeys(OidcOptions options) {
        this.options = options;
        int timeout = Math.toIntExact(TIMEOUT.toMillis());
        this.retriever = new DefaultResourceRetriever(timeout, timeout, MAX_BYTES);
    }

    /** The keys, kept. */
    JWKSource<SecurityContext> kept() {
        return JWKSourceBuilder.create(this)
                .cache(KEPT.toMillis(), TIMEOUT.multipliedBy(3).toMillis())
                // It would start threads that nobody ends.
                .refreshAheadCache(false)
                .rateLimited(options.refreshInterval().toMillis())
                .outageTolerant(KEPT_IN_OUTAGE.toMillis())
                .build();
    }

    /** Whether the provider did not answer when it was asked last. */
    boolean areDown() {
        return down;
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long now, SecurityContext context)
            throws KeySourceException {
        try {
            URL url = options.jwksUrl().isPresent() ? options.jwksUrl().get().toURL() : discovered();
            JWKSet keys = JWKSet.parse(retriever.retrieveResource(url).getContent());
            down = false;
            return keys;
        } catch (IOException | ParseException | IllegalArgumentException e) {
            down = true;
            throw new JWKSetUnavailableException("the keys of " + options.issuer() + " cannot be fetched", e);
        }
    }

    private URL discovered() throws IOException, ParseException {
        String base = options.issuer().endsWith("/")
                ? options.issuer().substring(0, options.issuer().length() - 1)
                : options.issuer();
        var document = JSONObjectUtils.parse(
                retriever.retrieveResource(URI.create(base + DISCOVERY).toURL()).getContent());
        if (!options.issuer().equals(JSONObjectUtils.getString(document, "issuer"))) {
            throw new ParseException("the discovery document is of another issuer", 0);
        }
        URI keys = URI.create(String.valueOf(JSONObjectUtils.getString(document, "jwks_uri")));
        if (!"https".equals(keys.getScheme())
                && !keys.getScheme().equals(URI.create(base).getScheme())) {
            throw new MalformedURLException("the discovery document leads from https to " + keys);
        }
        return keys.toURL();
    }

    @Override
    public void close() {
        // Holds nothing open.
    }
}
