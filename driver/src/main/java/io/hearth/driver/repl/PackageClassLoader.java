package io.hearth.driver.repl;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Loads classes of jars that are added while it is in use. Everything that its parent has, it leaves to that: another version
 * of a library of Spark's in a jar harms nobody. Thread-safe.
 */
public final class PackageClassLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final String JDBC_DRIVERS = "META-INF/services/" + Driver.class.getName();

    public PackageClassLoader(ClassLoader parent) {
        super("packages", new URL[0], parent);
    }

    /** Adds jars, which must stay where they are, to the end of the path. */
    public void add(List<Path> jars) {
        for (Path jar : jars) {
            try {
                addURL(jar.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalStateException("no URL for " + jar, e);
            }
        }
    }

    /**
     * Makes the JDBC drivers of the jars known: the JVM looks for drivers once, and that may have been before. One that does
     * not load is named on standard error.
     */
    public void registerJdbcDrivers() {
        try {
            if (findResources(JDBC_DRIVERS).hasMoreElements()) {
                ServiceLoader.load(Driver.class, this).stream()
                        .filter(driver -> driver.type().getClassLoader() == this)
                        .forEach(ServiceLoader.Provider::get);
            }
        } catch (IOException | ServiceConfigurationError | LinkageError e) {
            System.err.println("hearth-driver: a JDBC driver of the session's packages cannot be loaded: " + e);
        }
    }
}
