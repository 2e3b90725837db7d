package io.hearth.driver;

import io.hearth.api.EndCause;
import io.hearth.api.FullDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where Spark keeps its blocks. It ends the JVM if it can make nothing there, and says the reason in its log only. */
final class LocalDirectory {

    private static final byte[] PROBE = new byte[8_192];

    private LocalDirectory() {}

    /** The one that Spark takes with these properties. */
    static Path of(Map<String, String> conf, ScratchSpace scratch) {
        String named = conf.get("spark.local.dir");
        if (named != null) {
            return Path.of(named.split(",", 2)[0].trim());
        }
        return scratch.hasTemporaryFiles() ? Path.of(System.getProperty("java.io.tmpdir")) : scratch.local();
    }

    /** Why Spark could make nothing in a directory, found out by trying the same. */
    static StartFailure refusal(Path directory) {
        try {
            Path made = Files.createTempDirectory(Files.createDirectories(directory), "probe");
            Path file = made.resolve("probe");
            try {
                Files.write(file, PROBE);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(made);
            }
        } catch (IOException e) {
            return new StartFailure(FullDisk.isIn(e) ? EndCause.NO_SPACE : EndCause.LAUNCH_FAILED, told(directory, e));
        }
        return new StartFailure(EndCause.LAUNCH_FAILED, "Spark could not make its directories in " + directory);
    }

    private static String told(Path directory, IOException refused) {
        return "Spark could not make its directories in " + directory + ": " + refused;
    }
}
