package io.hearth.server;

import io.hearth.api.tls.Certificates;
import io.hearth.server.auth.Operator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file {@code operator.json} of the data directory: where the gateway that runs there is, and the token that lets its
 * operator administer it. Whoever can read it could change the database as well.
 */
record OperatorFile(Path file, Operator operator) {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorFile.class);
    private static final String NAME = "operator.json";

    /** Writes it, with a token of this run alone. */
    static OperatorFile write(Path directory, URI address, Optional<X509Certificate> certificate, Operator operator) {
        Path file = directory.resolve(NAME);
        try {
            ObjectNode content = JsonMapper.shared()
                    .createObjectNode()
                    .put("url", address.toString())
                    .put("token", operator.newToken());
            certificate.ifPresent(own -> content.put("ca_certificate", Certificates.toPem(own)));
            OwnersFile.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        return new OperatorFile(file, operator);
    }

    /** Unless another gateway has written its own in the meantime. */
    void remove() {
        try {
            String token = JsonMapper.shared()
                    .readTree(Files.readString(file))
                    .path("token")
                    .asString("");
            if (operator.isToken(token)) {
                Files.delete(file);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("{} is gone already", file);
        } catch (IOException | JacksonException e) {
            LOG.warn("cannot remove {}", file, e);
        }
    }
}
