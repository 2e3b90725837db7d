package io.hearth.cli.admin;

import static io.hearth.cli.admin.AdminClient.encoded;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hearth admin role}. */
@Command(name = "role", description = "What users may in projects: viewer, developer or admin.")
final class RoleCommands {

    private static final String USER = "Name of the user.";
    private static final String PROJECT = "Name or id of the project.";

    @Command(
            name = "add",
            description = "Gives a user a role in a project, in place of the one that the user had there.")
    int add(
            @Mixin GatewayOptions options,
            @Parameters(paramLabel = "USER", index = "0", description = USER) String user,
            @Parameters(paramLabel = "PROJECT", index = "1", description = PROJECT) String project,
            @Parameters(
                            paramLabel = "ROLE",
                            index = "2",
                            description = "viewer looks, developer runs code, admin touches the sessions of others.")
                    String role)
            throws IOException {
        return options.administer((gateway, out) -> {
            gateway.post("roles", Map.of("user", user, "project", project, "role", role));
            out.println("User " + user + " is " + role + " in project " + project + ".");
        });
    }

    @Command(name = "list", description = "Lists who has which role where.")
    int list(
            @Mixin GatewayOptions options,
            @Option(names = "--user", paramLabel = "USER", description = "Only the roles of this user.") @Nullable
                    String user,
            @Option(names = "--project", paramLabel = "PROJECT", description = "Only the roles in this project.")
                    @Nullable
                    String project)
            throws IOException {
        return options.administer((gateway, out) -> {
            Table table = new Table("USER", "PROJECT", "ROLE");
            String query = "roles?user=" + encoded(user == null ? "" : user) + "&project="
                    + encoded(project == null ? "" : project);
            gateway.get(query)
                    .path("roles")
                    .forEach(role -> table.row(
                            role.path("user").asString(),
                            role.path("project").asString(),
                            role.path("role").asString()));
            table.print(out);
        });
    }

    @Command(name = "remove", description = "Takes the role in a project from a user.")
    int remove(
            @Mixin GatewayOptions options,
            @Parameters(paramLabel = "USER", index = "0", description = USER) String user,
            @Parameters(paramLabel = "PROJECT", index = "1", description = PROJECT) String project)
            throws IOException {
        return options.administer((gateway, out) -> {
            gateway.delete("roles?user=" + encoded(user) + "&project=" + encoded(project));
            out.println("User " + user + " has no role in project " + project + " any more.");
        });
    }
}
