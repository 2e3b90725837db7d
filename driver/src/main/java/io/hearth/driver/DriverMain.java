package io.hearth.driver;

import io.hearth.api.FullDisk;
import io.hearth.api.channel.ChannelCodec;
import io.hearth.api.channel.DriverSpec;
import io.hearth.api.channel.ExitCode;
import io.hearth.api.channel.Protocol;
import io.hearth.driver.channel.Journal;
import io.hearth.driver.journal.DiskJournal;
import io.hearth.driver.output.OutputCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The main class of a driver's process. Its one argument is the path of a file with a {@link DriverSpec}. */
public final class DriverMain {

    private DriverMain() {}

    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            throw new IllegalArgumentException(
                    "expected the path of a driver spec, got " + arguments.length + " arguments");
        }
        try {
            run(Path.of(arguments[0]));
        } catch (Throwable e) {
            // Whatever else was started by then keeps no JVM alive that nobody could reach.
            try {
                System.err.println("hearth-driver: it cannot start: " + e);
            } finally {
                Runtime.getRuntime().halt(exitCode(e));
            }
        }
    }

    private static int exitCode(Throwable thrown) {
        if (MemoryDeath.in(thrown) != null) {
            return ExitCode.OUT_OF_MEMORY;
        }
        return FullDisk.isIn(thrown) ? ExitCode.NO_SPACE : ExitCode.START_FAILED;
    }

    private static void run(Path specFile) throws IOException {
        DriverSpec spec = read(specFile);
        ScratchSpace scratch = ScratchSpace.below(Path.of(spec.workDirectory()));
        setProperties(scratch);
        OutputCapture capture = OutputCapture.install(spec.outputLimits(), StatementProperty::ofTask);
        // One report that is as large as reports can be fits always.
        Journal journal =
                new DiskJournal(scratch.journal(), Math.max(spec.journalBytes(), 2L * Protocol.MAX_MESSAGE_BYTES));
        new Driver(spec, scratch, capture, journal).run();
    }

    /** The file holds a secret: it is gone before anything else happens. */
    private static DriverSpec read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        return ChannelCodec.decodeSpec(bytes);
    }

    /** What libraries read once, when their first class is initialised. What the launcher set stays. */
    static void setProperties(ScratchSpace scratch) {
        setDefault("log4j2.configurationFile", "classpath:io/hearth/driver/log4j2.properties");
        setDefault("derby.system.home", scratch.derby().toString());
    }

    private static void setDefault(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
