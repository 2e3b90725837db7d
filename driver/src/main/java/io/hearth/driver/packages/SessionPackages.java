package io.hearth.driver.packages;

import io.hearth.api.PackageKind;
import io.hearth.api.channel.DriverSpec;
import io.hearth.api.channel.SessionPackage;
import io.hearth.driver.repl.PackageClassLoader;
import io.hearth.driver.repl.ScalaRepl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.apache.spark.SparkContext;

/**
 * The packages of one session. First they are brought, while Spark and the compiler may still be starting, then they are given
 * to both. Used by one thread at a time.
 */
public final class SessionPackages {

    private final List<FetchedPackage> packages;
    private final PackageFetcher fetcher;
    private final Path currentDirectory;
    private final PythonPath pythonPath;
    private final PackageClassLoader classes;

    /**
     * Nothing happens yet.
     *
     * @param directory where their content goes
     * @param classes gets the jars
     */
    public SessionPackages(DriverSpec spec, List<SessionPackage> wanted, Path directory, PackageClassLoader classes) {
        this.packages = PackagePlaces.below(directory, wanted);
        this.fetcher = new PackageFetcher(spec);
        Path work = Path.of(spec.workDirectory());
        this.currentDirectory = work.resolve(DriverSpec.CURRENT_DIRECTORY);
        this.pythonPath = new PythonPath(work.resolve(DriverSpec.PYTHON_DIRECTORY));
        this.classes = classes;
    }

    /**
     * Fetches all of them and makes them known to the JVM and to what it starts; blocks for as long as that takes.
     *
     * @throws PackageException for the first that cannot be used
     */
    public void bring() throws PackageException, InterruptedException {
        for (FetchedPackage wanted : packages) {
            fetcher.fetch(wanted);
            switch (wanted.kind()) {
                case JAR -> requireJar(wanted);
                case PY_FILE -> pythonPath.add(wanted.origin(), wanted.file());
                case FILE, MODEL_FILE -> link(wanted);
            }
        }
        classes.add(jars());
    }

    private static void requireJar(FetchedPackage jar) throws PackageException {
        try (ZipFile zip = new ZipFile(jar.file().toFile())) {
            zip.size();
        } catch (IOException e) {
            throw new PackageException(jar.origin().name() + " is no jar that can be read: " + e.getMessage(), e);
        }
    }

    private void link(FetchedPackage wanted) throws PackageException {
        try {
            Files.createDirectories(currentDirectory);
            Files.createSymbolicLink(currentDirectory.resolve(wanted.origin().fileName()), wanted.file());
        } catch (IOException e) {
            throw new PackageException(wanted.origin().name() + " cannot be put into the current directory: " + e, e);
        }
    }

    /**
     * Gives what was brought to the shell and to Spark, on the thread that will run the session's statements.
     *
     * @throws PackageException for the first that they do not take
     */
    public void give(SparkContext context, ScalaRepl repl) throws PackageException {
        if (packages.isEmpty()) {
            return;
        }
        if (!jars().isEmpty()) {
            giveToShell(repl);
        }
        for (FetchedPackage brought : packages) {
            giveToSpark(context, brought);
        }
        tellPython(context);
        classes.registerJdbcDrivers();
    }

    private void giveToShell(ScalaRepl repl) throws PackageException {
        try {
            repl.addToClassPath(jars());
        } catch (RuntimeException | LinkageError | AssertionError e) {
            String names = ofKind(PackageKind.JAR)
                    .map(brought -> brought.origin().name())
                    .collect(Collectors.joining(", "));
            throw new PackageException("one of " + names + " was not taken by the Scala compiler: " + e, e);
        }
    }

    /** Spark serves the file to executors from here, wherever they run. */
    private static void giveToSpark(SparkContext context, FetchedPackage brought) throws PackageException {
        try {
            if (brought.kind() == PackageKind.JAR) {
                context.addJar(brought.file().toString());
            } else {
                context.addFile(brought.file().toString());
            }
        } catch (Exception e) {
            // Scala declares no exceptions, so these may be any.
            throw new PackageException(brought.origin().name() + " was not taken by Spark: " + e, e);
        }
    }

    private List<Path> jars() {
        return ofKind(PackageKind.JAR).map(FetchedPackage::file).toList();
    }

    private Stream<FetchedPackage> ofKind(PackageKind kind) {
        return packages.stream().filter(brought -> brought.kind() == kind);
    }

    /** Where PySpark looks for the names of files that are to be on its path, here and on executors. */
    private void tellPython(SparkContext context) {
        String names = ofKind(PackageKind.PY_FILE)
                .map(brought -> brought.file().toString())
                .collect(Collectors.joining(","));
        if (!names.isEmpty()) {
            context.conf().set("spark.submit.pyFiles", names);
        }
    }
}
