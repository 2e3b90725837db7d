package io.hearth.cli.admin;

import static io.hearth.cli.admin.AdminClient.encoded;

import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code hearth admin project}. */
@Command(name = "project", description = "What sessions belong to.")
final class ProjectCommands {

    private static final String PROJECT = "Name or id of the project.";

    @Command(name = "add", description = "Adds a project and prints its id, which is the project_id of paths.")
    int add(
            @Mixin GatewayOptions options,
            @Parameters(paramLabel = "NAME", description = "Name of the project.") String name)
            throws IOException {
        return options.administer((gateway, out) -> {
            JsonNode project = gateway.post("projects", Map.of("name", name));
            out.println("Project " + name + " was made; its id is "
                    + project.path("id").asString());
        });
    }

    @Command(name = "list", description = "Lists all projects.")
    int list(@Mixin GatewayOptions options) throws IOException {
        return options.administer((gateway, out) -> {
            Table table = new Table("NAME", "ID", "STATE", "CREATED");
            gateway.get("projects")
                    .path("projects")
                    .forEach(project -> table.row(
                            project.path("name").asString(),
                            project.path("id").asString(),
                            Table.state(project),
                            Table.created(project)));
            table.print(out);
        });
    }

    @Command(name = "disable", description = "Makes every role in a project count nothing, until it is enabled again.")
    int disable(
            @Mixin GatewayOptions options, @Parameters(paramLabel = "PROJECT", description = PROJECT) String project)
            throws IOException {
        return options.administer((gateway, out) -> {
            gateway.order(path(project) + "/disable");
            out.println("Project " + project + " is disabled.");
        });
    }

    @Command(name = "enable", description = "Makes the roles in a project count again.")
    int enable(@Mixin GatewayOptions options, @Parameters(paramLabel = "PROJECT", description = PROJECT) String project)
            throws IOException {
        return options.administer((gateway, out) -> {
            gateway.order(path(project) + "/enable");
            out.println("Project " + project + " is enabled.");
        });
    }

    @Command(name = "remove", description = "Removes a project that has no queue and never had a session.")
    int remove(@Mixin GatewayOptions options, @Parameters(paramLabel = "PROJECT", description = PROJECT) String project)
            throws IOException {
        return options.administer((gateway, out) -> {
            gateway.delete(path(project));
            out.println("Project " + project + " was removed.");
        });
    }

    private static String path(String project) {
        return "projects/" + encoded(project);
    }
}
