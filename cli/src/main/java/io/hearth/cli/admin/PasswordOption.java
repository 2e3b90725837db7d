package io.hearth.cli.admin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A password that its user chose. Never an argument: every process of the machine can read those. */
final class PasswordOption {

    @Option(
            names = "--password-stdin",
            description = "Take the password from the first line of standard input, in place of a random one.")
    private boolean fromStandardInput;

    /** Empty when the gateway is to make one. */
    Optional<String> read() throws IOException {
        if (!fromStandardInput) {
            return Optional.empty();
        }
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        if (line == null || line.isEmpty()) {
            throw new AdminFailure("there is no password on the standard input");
        }
        return Optional.of(line);
    }
}
