package io.hearth.server;

import io.hearth.server.config.Keys;
import io.hearth.server.config.Settings;
import io.hearth.server.config.SettingsException;
import io.hearth.server.config.UpArguments;
import io.hearth.server.config.UpArguments.Lifetime;
import io.hearth.server.config.UpArguments.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a gateway as a process: {@code up} of the hearth command. Exits with 2 for what its caller can mend. */
public final class Main {

    private static final int USAGE = 2;
    private static final int FAILED = 1;

    /** What sysexits calls a temporary failure: starting it again is right. */
    private static final int TAKEN_FOR_DEAD = 75;

    private static final String READY = "Hearth is ready at ";
    private static final int SHORTEST_TOKEN = 32;
    private static final int LONGEST_TOKEN = 200;

    /** A gateway that is told to stop is gone soon after this, whatever it still waits for. */
    private static final long LONGEST_STOP_MILLIS = 9_200;

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
        try {
            Files.createDirectories(
                    settings.get(Keys.DATA_DIRECTORY),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            switch (up.purpose()) {
                case SESSIONS -> start(settings);
                case ADMINISTRATION -> startForAdministration(settings);
            }
        } catch (SettingsException e) {
            refuse(String.valueOf(e.getMessage()), USAGE);
            return;
        } catch (RuntimeException | IOException e) {
            if (!StartFailure.isOfReach(e)) {
                log.error("the gateway could not start", e);
            }
            refuse("hearth: the gateway could not start: " + StartFailure.explain(e, settings, up.purpose()), FAILED);
            return;
        }
        if (up.lifetime() == Lifetime.OF_STANDARD_INPUT) {
            awaitEndOfInput();
            System.exit(0);
        }
        // Forever: what ends the process is a signal.
        new CountDownLatch(1).await();
    }

    private static void start(Settings settings) throws IOException {
        Gateway gateway = Gateway.start(settings);
        atTheEnd(gateway::stop);
        CompletableFuture<Void> unused = gateway.fenced().thenRun(() -> endAtOnce(gateway));
        print(System.out, READY + gateway.address());
        if (gateway.firstUser().isPresent()) {
            print(System.out, welcome(settings));
        }
    }

    /** Not by an orderly stop, which would touch what is another gateway's by now. Drivers are processes of their own. */
    private static void endAtOnce(Gateway gateway) {
        LoggerFactory.getLogger(Main.class)
                .error(
                        "gateway {} gave no sign of life for so long that another one took over what it had; it ends with {}, and"
                                + " its next start is a new gateway",
                        gateway.address(),
                        TAKEN_FOR_DEAD);
        Runtime.getRuntime().halt(TAKEN_FOR_DEAD);
    }

    private static void startForAdministration(Settings settings) throws IOException {
        AdministrationGateway gateway = AdministrationGateway.start(settings, firstLineOfInput());
        atTheEnd(gateway::close);
        print(System.out, READY + gateway.address());
    }

    private static void atTheEnd(Runnable work) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> doInTime(work), "hearth-stop"));
    }

    /** The JVM ends when this returns. */
    private static void doInTime(Runnable work) {
        Thread worker = new Thread(work, "hearth-last-work");
        worker.setDaemon(true);
        worker.start();
        try {
            worker.join(LONGEST_STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Byte by byte, so that nothing after it is read. */
    private static String firstLineOfInput() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = System.in.read(); next != '\n'; next = System.in.read()) {
            if (next < 0 || line.size() > LONGEST_TOKEN) {
                throw new IOException("the first line of the standard input must be the token of who is to administer");
            }
            line.write(next);
        }
        if (line.size() < SHORTEST_TOKEN) {
            throw new IOException(
                    "the token of who is to administer must have %d characters".formatted(SHORTEST_TOKEN));
        }
        return line.toString(StandardCharsets.US_ASCII);
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
