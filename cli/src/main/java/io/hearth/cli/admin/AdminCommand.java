package io.hearth.cli.admin;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code hearth admin}. */
@Command(
        name = "admin",
        description = {
            "Says who may call a gateway and what they may.",
            "Asks the gateway that runs on the data directory, and without one opens the database itself."
        },
        subcommands = {UserCommands.class, ProjectCommands.class, RoleCommands.class, KeyCommands.class},
        footer = {
            "",
            "Examples:",
            "  hearth admin user add anna                    prints the password, this once",
            "  hearth admin role add anna default developer  lets her run code in the project default",
            "  hearth admin key add anna                     prints an access key for her programs",
            "  hearth admin user reset-password              writes a lost credentials.json anew",
            "",
            "hearth admin user --help lists the commands for users, and so on."
        })
public final class AdminCommand {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Tells about the command.")
    @SuppressWarnings("UnusedVariable") // picocli itself looks at it
    private boolean help;
}
