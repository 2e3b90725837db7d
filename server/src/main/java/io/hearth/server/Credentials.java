package io.hearth.server;

import io.hearth.api.tls.Certificates;
import io.hearth.server.auth.FirstStart;
import io.hearth.server.config.Keys;
import io.hearth.server.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file that tells clients of this machine how to reach the gateway, and who they are. Only its owner may read it. What
 * the first start put into it stays: nobody can find out a password or a secret again.
 */
final class Credentials {

    static final String FILE = "credentials.json";

    private Credentials() {}

    /**
     * @param certificate empty when the gateway speaks plain HTTP
     * @param firstUser empty unless this is the first start
     */
    static void write(
            Settings settings,
            URI address,
            Optional<X509Certificate> certificate,
            Optional<FirstStart.Result> firstUser)
            throws IOException {
        Path directory = settings.get(Keys.DATA_DIRECTORY);
        ObjectNode content = existing(directory.resolve(FILE));
        content.put("url", address.toString());
        content.put("project_id", settings.get(Keys.PROJECT_ID));
        content.put("domain", settings.get(Keys.AUTH_DOMAIN));
        content.remove("ca_certificate");
        certificate.ifPresent(own -> content.put("ca_certificate", Certificates.toPem(own)));
        firstUser.ifPresent(first -> content.put("user", first.user())
                .put("password", first.password())
                .put("access_key", first.accessKey().id())
                .put("secret_key", first.accessKey().secret()));
        OwnersFile.write(directory.resolve(FILE), content);
    }

    private static ObjectNode existing(Path file) throws IOException {
        if (Files.exists(file)) {
            try {
                JsonNode json = JsonMapper.shared().readTree(Files.readString(file));
                if (json instanceof ObjectNode object) {
                    return object;
                }
            } catch (JacksonException e) {
                throw new IOException(
                        file + " is no JSON; put it right, or remove it and reset the admin's password", e);
            }
        }
        return JsonMapper.shared().createObjectNode();
    }
}
