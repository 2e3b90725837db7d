package io.hearth.cli.admin;

import static io.hearth.cli.admin.AdminClient.encoded;

import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code hearth admin key}. */
@Command(name = "key", description = "Access keys, which programs sign their requests with.")
final class KeyCommands {

    private static final String USER = "Name of the user.";
    private static final String KEY = "The access key, not its secret.";

    @Command(name = "add", description = "Makes an access key and prints it with its secret, which is told this once.")
    int add(@Mixin GatewayOptions options, @Parameters(paramLabel = "USER", description = USER) String user)
            throws IOException {
        return options.administer((gateway, out) -> {
            JsonNode key = gateway.post("keys", Map.of("user", user));
            out.println("User " + user + " has the access key "
                    + key.path("access_key").asString() + " with the secret "
                    + key.path("secret_key").asString());
        });
    }

    @Command(name = "list", description = "Lists the access keys of a user.")
    int list(@Mixin GatewayOptions options, @Parameters(paramLabel = "USER", description = USER) String user)
            throws IOException {
        return options.administer((gateway, out) -> {
            Table table = new Table("ACCESS KEY", "STATE", "CREATED");
            gateway.get("keys?user=" + encoded(user))
                    .path("keys")
                    .forEach(key -> table.row(key.path("access_key").asString(), Table.state(key), Table.created(key)));
            table.print(out);
        });
    }

    @Command(
            name = "disable",
            description = "Makes signatures with an access key count nothing, until it is enabled again.")
    int disable(@Mixin GatewayOptions options, @Parameters(paramLabel = "KEY", description = KEY) String key)
            throws IOException {
        return options.administer((gateway, out) -> {
            gateway.order(path(key) + "/disable");
            out.println("Access key " + key + " is disabled.");
        });
    }

    @Command(name = "enable", description = "Makes signatures with an access key count again.")
    int enable(@Mixin GatewayOptions options, @Parameters(paramLabel = "KEY", description = KEY) String key)
            throws IOException {
        return options.administer((gateway, out) -> {
            gateway.order(path(key) + "/enable");
            out.println("Access key " + key + " is enabled.");
        });
    }

    @Command(name = "remove", description = "Removes an access key.")
    int remove(@Mixin GatewayOptions options, @Parameters(paramLabel = "KEY", description = KEY) String key)
            throws IOException {
        return options.administer((gateway, out) -> {
            gateway.delete(path(key));
            out.println("Access key " + key + " was removed.");
        });
    }

    static String path(String key) {
        return "keys/" + encoded(key);
    }
}
