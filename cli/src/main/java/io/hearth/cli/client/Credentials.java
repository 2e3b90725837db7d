package io.hearth.cli.client;

import io.hearth.api.signing.RequestSigner;
import io.hearth.api.tls.Certificates;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How to reach a gateway, and who is calling.
 *
 * @param url its address without a path, for example {@code http://127.0.0.1:8090}
 * @param signer signs with the access key; empty when there is none, and then only what is open to everyone can be called
 * @param login what a token can be had for; empty when the file does not say
 * @param certificates what a gateway at an {@code https} address is trusted by, beside what the JVM trusts: its own, or
 *     one of its issuers
 */
public record Credentials(
        URI url,
        String projectId,
        Optional<RequestSigner> signer,
        Optional<Login> login,
        List<X509Certificate> certificates) {

    /** The file of that name is written by the gateway into its data directory. */
    public static final String FILE_NAME = "credentials.json";

    /** Name and password of a user. */
    public record Login(String domain, String user, String password) {

        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }

    /** Somebody who can call only what is open to everyone. */
    public static Credentials none(URI url, String projectId) {
        return new Credentials(url, projectId, Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * Somebody who can call only what is open to everyone, at a gateway that is known by its certificate.
     *
     * @param certificate PEM; empty for none
     * @throws IllegalArgumentException when it is none
     */
    public static Credentials trusting(URI url, String certificate) {
        try {
            return new Credentials(
                    url,
                    "",
                    Optional.empty(),
                    Optional.empty(),
                    certificate.isEmpty() ? List.of() : Certificates.ofPem(certificate));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("no certificate", e);
        }
    }

    private static Optional<Login> login(JsonNode json) {
        return json.hasNonNull("user") && json.hasNonNull("password")
                ? Optional.of(new Login(
                        json.path("domain").asString("default"),
                        json.path("user").asString(),
                        json.path("password").asString()))
                : Optional.empty();
    }

    private static Optional<RequestSigner> signer(JsonNode json) {
        return json.hasNonNull("access_key") && json.hasNonNull("secret_key")
                ? Optional.of(new RequestSigner(
                        json.path("access_key").asString(),
                        json.path("secret_key").asString()))
                : Optional.empty();
    }

    /** @param text PEM, or the path of a file with PEM, which counts from where the credentials are; empty for none */
    private static List<X509Certificate> certificates(String text, Path credentials) throws IOException {
        if (text.isEmpty()) {
            return List.of();
        }
        boolean isPem = text.contains("-----BEGIN");
        try {
            return Certificates.ofPem(isPem ? text : Files.readString(credentials.resolveSibling(text)));
        } catch (CertificateException e) {
            throw new IOException("ca_certificate in " + credentials + " cannot be read", e);
        }
    }

    /** Reads what a gateway wrote; fields that are not needed here are passed over. */
    public static Credentials read(Path file) throws IOException {
        JsonNode json = JsonMapper.shared().readTree(Files.readString(file));
        return new Credentials(
                URI.create(json.required("url").asString()),
                json.required("project_id").asString(),
                signer(json),
                login(json),
                certificates(json.path("ca_certificate").asString(""), file));
    }
}
