package io.hearth.cli.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How to reach a gateway.
 *
 * @param url its address without a path, for example {@code http://127.0.0.1:8090}
 */
public record Credentials(URI url, String projectId) {

    /** The file of that name is written by the gateway into its data directory. */
    public static final String FILE_NAME = "credentials.json";

    /** Reads what a gateway wrote; fields that are not needed here are passed over. */
    public static Credentials read(Path file) throws IOException {
        JsonNode json = JsonMapper.shared().readTree(Files.readString(file));
        return new Credentials(
                URI.create(json.required("url").asString()),
                json.required("project_id").asString());
    }
}
