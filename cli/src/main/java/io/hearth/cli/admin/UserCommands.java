package io.hearth.cli.admin;

import static io.hearth.cli.admin.AdminClient.encoded;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code hearth admin user}. */
@Command(name = "user", description = "Who may call.")
final class UserCommands {

    private static final String NAME = "Name of the user, in any case.";

    @Command(name = "add", description = "Adds a user and prints the password, unless it is given.")
    int add(
            @Mixin GatewayOptions options,
            @Mixin PasswordOption password,
            @Option(names = "--system-admin", description = "The user may everything, and administers others.")
                    boolean systemAdmin,
            @Parameters(paramLabel = "NAME", description = NAME) String name)
            throws IOException {
        Map<String, Object> fields = new HashMap<>(Map.of("name", name, "system_admin", systemAdmin));
        password.read().ifPresent(chosen -> fields.put("password", chosen));
        return options.administer((gateway, out) -> {
            JsonNode user = gateway.post("users", fields);
            String made = user.path("password").asString(null);
            out.println("User " + user.path("name").asString() + " was made"
                    + (made == null ? ", with the password that was given." : "; the password is " + made));
        });
    }

    @Command(name = "list", description = "Lists all users.")
    int list(@Mixin GatewayOptions options) throws IOException {
        return options.administer((gateway, out) -> {
            Table table = new Table("NAME", "STATE", "SYSTEM ADMIN", "PASSWORD", "CREATED");
            gateway.get("users")
                    .path("users")
                    .forEach(user -> table.row(
                            user.path("name").asString(),
                            Table.state(user),
                            user.path("system_admin").asBoolean() ? "yes" : "no",
                            user.path("has_password").asBoolean() ? "yes" : "no",
                            Table.created(user)));
            table.print(out);
        });
    }

    @Command(name = "disable", description = "Shuts a user out from the next request on, until enabled again.")
    int disable(@Mixin GatewayOptions options, @Parameters(paramLabel = "NAME", description = NAME) String name)
            throws IOException {
        return options.administer((gateway, out) -> {
            gateway.order(path(name) + "/disable");
            out.println("User " + name + " is disabled.");
        });
    }

    @Command(name = "enable", description = "Lets a disabled user in again.")
    int enable(@Mixin GatewayOptions options, @Parameters(paramLabel = "NAME", description = NAME) String name)
            throws IOException {
        return options.administer((gateway, out) -> {
            gateway.order(path(name) + "/enable");
            out.println("User " + name + " is enabled.");
        });
    }

    @Command(
            name = "remove",
            description = {
                "Removes a user with all roles and access keys.",
                "Disable who may come back: a later user of the same name owns the sessions of the one before."
            })
    int remove(@Mixin GatewayOptions options, @Parameters(paramLabel = "NAME", description = NAME) String name)
            throws IOException {
        return options.administer((gateway, out) -> {
            gateway.delete(path(name));
            out.println("User " + name + " was removed.");
        });
    }

    @Command(
            name = "reset-password",
            description = {
                "Gives a user another password, and writes a lost credentials.json anew.",
                "When credentials.json names the user, or is lost and the user is a system administrator, it is written "
                        + "anew with the password and a new access key. Otherwise the password is printed, unless it "
                        + "is given. The tokens of the user end."
            })
    int resetPassword(
            @Mixin GatewayOptions options,
            @Mixin PasswordOption password,
            @Parameters(
                            paramLabel = "NAME",
                            arity = "0..1",
                            defaultValue = "admin",
                            description = NAME + " admin unless given.")
                    String name)
            throws IOException {
        Optional<String> chosen = password.read();
        return options.administer((gateway, out) -> {
            JsonNode user = gateway.get(path(name));
            String found = user.path("name").asString();
            CredentialsFile file = CredentialsFile.in(options.directory());
            if (file.isOf(found) || (file.isLost() && user.path("system_admin").asBoolean())) {
                recover(gateway, file, found, chosen);
                out.println("User " + found + " has a new password and a new access key; " + file.path()
                        + " has them, for its owner alone.");
                otherKeys(
                                gateway,
                                found,
                                CredentialsFile.in(options.directory())
                                        .accessKey()
                                        .orElse(""))
                        .ifPresent(out::println);
            } else {
                String made = reset(gateway, found, chosen);
                out.println("User " + found + " has "
                        + (chosen.isPresent() ? "the password that was given." : "a new password: " + made));
            }
        });
    }

    /** Makes the key first: when that is refused, nothing has changed. */
    private static void recover(AdminClient gateway, CredentialsFile file, String user, Optional<String> chosen)
            throws IOException {
        JsonNode key = gateway.post("keys", Map.of("user", user));
        String password = reset(gateway, user, chosen);
        file.write(gateway.get("gateway"), gateway.certificate(), user, password, key);
        JsonNode keys = gateway.get("keys?user=" + encoded(user)).path("keys");
        file.accessKey()
                .filter(old -> keys.findValuesAsString("access_key").contains(old))
                .ifPresent(old -> gateway.delete(KeyCommands.path(old)));
    }

    /** A key that was lost with the file still counts, and nobody but its owner knows which one that was. */
    private static Optional<String> otherKeys(AdminClient gateway, String user, String own) {
        List<String> keys = gateway.get("keys?user=" + encoded(user))
                .path("keys")
                .valueStream()
                .filter(key -> key.path("enabled").asBoolean())
                .map(key -> key.path("access_key").asString())
                .filter(key -> !key.equals(own))
                .toList();
        return keys.isEmpty()
                ? Optional.empty()
                : Optional.of("Other access keys of " + user + " still count: " + String.join(", ", keys)
                        + ". End a lost one with: hearth admin key disable KEY");
    }

    private static String reset(AdminClient gateway, String user, Optional<String> chosen) {
        Map<String, String> fields =
                chosen.map(password -> Map.of("password", password)).orElse(Map.of());
        JsonNode answer = gateway.post(path(user) + "/reset-password", fields);
        return chosen.orElseGet(() -> answer.required("password").asString());
    }

    private static String path(String name) {
        return "users/" + encoded(name);
    }
}
