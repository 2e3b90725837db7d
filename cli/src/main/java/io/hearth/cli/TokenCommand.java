package io.hearth.cli;

import io.hearth.cli.client.Credentials;
import io.hearth.cli.client.HearthClient;
import io.hearth.cli.options.DataOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hearth token}: prints a new token for the header {@code X-Auth-Token}, and nothing else. */
@Command(name = "token", description = "Prints a new token for the header X-Auth-Token.")
final class TokenCommand implements Callable<Integer> {

    @Mixin
    private final DataOption data = new DataOption();

    @Override
    public Integer call() throws IOException {
        Path file = data.directory().resolve(Credentials.FILE_NAME);
        System.out.println(new HearthClient(Credentials.read(file)).issueToken());
        return 0;
    }
}
