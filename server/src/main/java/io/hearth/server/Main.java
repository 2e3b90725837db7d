package io.hearth.server;

import io.hearth.server.config.Keys;
import io.hearth.server.config.Settings;
import io.hearth.server.config.SettingsException;
import io.hearth.server.config.UpArguments;
import io.hearth.server.config.UpArguments.Lifetime;
import io.hearth.server.config.UpArguments.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a gateway as a process: {@code up} of the hearth command. Exits with 2 for what its caller can mend. */
public final class Main {

    private static final int USAGE = 2;
    private static final int FAILED = 1;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        UpArguments up;
        Settings settings;
        try {
            up = UpArguments.parse(List.of(arguments), System.getenv());
            settings = Settings.load(up.sources());
        } catch (UsageException e) {
            refuse(e.getMessage() + System.lineSeparator() + UpArguments.USAGE, USAGE);
            return;
        } catch (SettingsException e) {
            refuse(String.valueOf(e.getMessage()), USAGE);
            return;
        }
        LogSetup.apply(settings.get(Keys.LOG_LEVEL));
        Logger log = LoggerFactory.getLogger(Main.class);
        settings.changes().forEach(change -> log.info("{}", change));
        Gateway gateway;
        try {
            Files.createDirectories(
                    settings.get(Keys.DATA_DIRECTORY),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            gateway = Gateway.start(settings);
        } catch (RuntimeException | IOException e) {
            log.error("the gateway could not start", e);
            refuse("hearth: the gateway could not start: " + StartFailure.explain(e, settings), FAILED);
            return;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            gateway.stop();
                            stopped.countDown();
                        },
                        "hearth-stop"));
        print(System.out, "Hearth is ready at " + gateway.address());
        if (gateway.firstUser().isPresent()) {
            print(System.out, welcome(settings));
        }
        if (up.lifetime() == Lifetime.OF_STANDARD_INPUT) {
            awaitEndOfInput();
            System.exit(0);
        }
        stopped.await();
    }

    /** Says where the secrets are, never what they are. */
    private static String welcome(Settings settings) {
        return """
                The user admin, its password and an access key were made; %s has them, for its owner alone.
                The hearth command finds them there by itself. For other clients: `hearth token` prints a token for the
                header X-Auth-Token, and SDKs sign with access_key and secret_key.""".formatted(settings.get(Keys.DATA_DIRECTORY).resolve(Credentials.FILE));
    }

    private static void awaitEndOfInput() {
        try {
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException("standard input cannot be watched", e);
        }
    }

    private static void refuse(String message, int code) {
        print(System.err, message);
        System.exit(code);
    }

    private static void print(PrintStream stream, String line) {
        stream.println(line);
        stream.flush();
    }
}
