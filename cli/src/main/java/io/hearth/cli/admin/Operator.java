package io.hearth.cli.admin;

import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a gateway is, and what makes it take orders. The gateway writes both into its data directory, for its owner alone.
 *
 * @param token of the gateway's present run
 * @param certificate what the gateway shows, as PEM; empty when it speaks plain HTTP
 */
record Operator(URI url, String token, String certificate) {

    private static final String FILE = "operator.json";
    private static final Set<PosixFilePermission> OWNERS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /** What a gateway wrote that runs, or that was killed; empty when there is none. */
    static Optional<Operator> read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        try {
            if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
                throw new AdminFailure("others than its owner may read or write " + file
                        + ", so its token is nobody's secret; restart the gateway, which writes a new one");
            }
            JsonNode json = JsonMapper.shared().readTree(Files.readString(file));
            return Optional.of(new Operator(
                    URI.create(json.required("url").asString()),
                    json.required("token").asString(),
                    json.path("ca_certificate").asString("")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (AccessDeniedException e) {
            throw new AdminFailure("cannot read " + file + "; be the user that the gateway runs as");
        } catch (JacksonException | IllegalArgumentException e) {
            throw new AdminFailure(file + " is not what a gateway writes; restart the gateway");
        }
    }

    @Override
    public String toString() {
        return "Operator[url=" + url + "]";
    }
}
