package io.hearth.cli.admin;

import io.hearth.cli.client.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file from which clients of this machine know who they are. A gateway writes it whole at its first start and then cannot
 * tell a secret again; when it is lost, it can only be written anew with new ones.
 *
 * @param content without any field when there is no such file, or none that can be read
 */
record CredentialsFile(Path path, JsonNode content) {

    static CredentialsFile in(Path directory) throws IOException {
        Path path = directory.resolve(Credentials.FILE_NAME);
        try {
            return new CredentialsFile(path, JsonMapper.shared().readTree(Files.readString(path)));
        } catch (NoSuchFileException | JacksonException e) {
            return new CredentialsFile(path, JsonMapper.shared().createObjectNode());
        }
    }

    /** Whether it names nobody: a gateway that found none wrote only where it is. */
    boolean isLost() {
        return !content.hasNonNull("user");
    }

    boolean isOf(String user) {
        return content.path("user").asString("").equals(user);
    }

    Optional<String> accessKey() {
        return Optional.ofNullable(content.path("access_key").asString(null));
    }

    /**
     * Writes it anew, for its owner alone.
     *
     * @param gateway where it is, and what project and domain it has
     * @param certificate what it shows, as PEM; empty when it speaks plain HTTP
     * @param accessKey with its secret
     */
    void write(JsonNode gateway, String certificate, String user, String password, JsonNode accessKey)
            throws IOException {
        ObjectNode fresh = JsonMapper.shared().createObjectNode();
        for (String field : new String[] {"url", "project_id", "domain"}) {
            fresh.set(field, gateway.required(field));
        }
        if (!certificate.isEmpty()) {
            fresh.put("ca_certificate", certificate);
        }
        fresh.put("user", user).put("password", password);
        for (String field : new String[] {"access_key", "secret_key"}) {
            fresh.set(field, accessKey.required(field));
        }
        Path directory = path.toAbsolutePath().getParent();
        Path draft = Files.createTempFile(
                directory,
                ".credentials",
                ".draft",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, JsonMapper.shared().writeValueAsString(fresh) + "\n");
        if (!Files.getOwner(draft).equals(Files.getOwner(directory))) {
            // The gateway, which runs as that user, must be able to read it.
            Files.setOwner(draft, Files.getOwner(directory));
        }
        Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
