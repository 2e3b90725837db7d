package io.hearth.server.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** An identity provider: a real HTTP server that tells its public keys and can change them. */
final class TestProvider implements AutoCloseable {

    static final String AUDIENCE = "hearth";

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile RSAKey key = newKey("first");
    private volatile int status = 200;

    TestProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answer(
                "/.well-known/openid-configuration",
                () -> "{\"issuer\":\"" + issuer() + "\",\"jwks_uri\":\"" + issuer() + "/keys\"}");
        answer("/keys", () -> {
            asked.incrementAndGet();
            return new JWKSet(key.toPublicJWK()).toString();
        });
        server.start();
    }

    private void answer(String path, Supplier<String> content) {
        server.createContext(path, exchange -> {
            byte[] body = content.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    URI keysUrl() {
        return URI.create(issuer() + "/keys");
    }

    RSAKey key() {
        return key;
    }

    /** How often the keys were asked for. */
    int asked() {
        return asked.get();
    }

    void rotate() {
        key = newKey("second");
    }

    void fail() {
        status = 500;
    }

    /** The claims of a token that is right. */
    JWTClaimsSet.Builder claims() {
        Instant now = StillClock.START;
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(List.of("other", AUDIENCE))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("preferred_username", "Dora")
                .claim(
                        "hearth_roles",
                        List.of("default:developer", "none:admin", "default:viewer", "x", "default:root"));
    }

    String token(JWTClaimsSet claims) {
        return token(claims, key, JWSAlgorithm.RS256);
    }

    static String token(JWTClaimsSet claims, RSAKey key, JWSAlgorithm algorithm) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
