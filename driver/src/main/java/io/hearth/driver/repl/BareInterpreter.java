package io.hearth.driver.repl;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import scala.tools.nsc.Settings;
import scala.tools.nsc.interpreter.IMain;
import scala.tools.nsc.interpreter.shell.ReplReporterImpl;

/**
 * The yardstick of the benchmark: Scala's interpreter with nothing around it, in the JVM of a driver. A statement calls
 * it, so that it meets the same compiled code as the session beside it:
 * {@code io.hearth.driver.repl.BareInterpreter.medianMillis(300, 100)}.
 */
public final class BareInterpreter {

    private BareInterpreter() {}

    /**
     * How long {@code IMain.interpret("1+1")} takes with the imports of a session, milliseconds.
     *
     * @param unmeasured how many calls come before the first that counts
     * @param measured how many calls the median is taken of
     */
    public static double medianMillis(int unmeasured, int measured) {
        Path directory = temporaryDirectory();
        Settings settings = ScalaRepl.settings(directory);
        IMain shell = new IMain(settings, new ReplReporterImpl(settings, new PrintWriter(Writer.nullWriter())));
        try {
            shell.initializeCompiler();
            shell.interpret(ScalaRepl.PRELUDE);
            for (int i = 0; i < unmeasured; i++) {
                shell.interpret("1+1");
            }
            double[] millis = new double[measured];
            for (int i = 0; i < measured; i++) {
                long begin = System.nanoTime();
                shell.interpret("1+1");
                millis[i] = (System.nanoTime() - begin) / 1e6;
            }
            Arrays.sort(millis);
            return millis[measured / 2];
        } finally {
            shell.close();
            remove(directory);
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("bare-interpreter");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
