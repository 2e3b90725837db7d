package io.hearth.server;

import io.hearth.server.config.Keys;
import io.hearth.server.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The file that tells clients of this machine how to reach the gateway. Only its owner may read it. */
final class Credentials {

    static final String FILE = "credentials.json";

    private Credentials() {}

    static void write(Settings settings, URI address) throws IOException {
        Map<String, String> content = new LinkedHashMap<>();
        content.put("url", address.toString());
        content.put("project_id", settings.get(Keys.PROJECT_ID));
        Path directory = settings.get(Keys.DATA_DIRECTORY);
        Path draft = Files.createTempFile(
                directory,
                ".credentials",
                ".draft",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, JsonMapper.shared().writeValueAsString(content) + "\n");
        Files.move(draft, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
