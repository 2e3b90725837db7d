package io.hearth.cli;

import io.hearth.cli.admin.AdminCommand;
import io.hearth.cli.admin.AdminFailure;
import io.hearth.cli.client.HttpFailure;
import io.hearth.cli.demo.DemoCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where the hearth script starts every command that is not the gateway itself. */
@Command(
        name = "hearth",
        subcommands = {AdminCommand.class, DemoCommand.class, TokenCommand.class})
public final class Main {

    private static final int FAILED = 1;
    private static final int USAGE_WIDTH = 110;

    private Main() {}

    public static void main(String[] arguments) {
        CommandLine commands = commandLine();
        commands.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        System.exit(commands.execute(arguments));
    }

    /** All commands; an expected failure is told in a sentence, any other with all that is known about it. */
    public static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setUsageHelpWidth(USAGE_WIDTH)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof AdminFailure expected) {
                        return tell(command, expected.getMessage(), expected.exitCode());
                    }
                    if (failure instanceof HttpFailure refusal) {
                        return tell(command, String.valueOf(refusal.getMessage()), FAILED);
                    }
                    throw failure;
                });
    }

    private static int tell(CommandLine command, String message, int exitCode) {
        command.getErr().println("hearth: " + message);
        return exitCode;
    }
}
