package io.hearth.cli;

import io.hearth.cli.demo.DemoCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where the hearth script starts every command that is not the gateway itself. */
@Command(
        name = "hearth",
        subcommands = {DemoCommand.class, TokenCommand.class})
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        CommandLine commands = new CommandLine(new Main());
        commands.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        System.exit(commands.execute(arguments));
    }
}
