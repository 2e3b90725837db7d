package io.hearth.driver.repl;

import io.hearth.api.channel.LoopChecks;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes that the shell compiles, everything else from its parent. Thread-safe.
 *
 * <p>It stands above the loader that the shell makes for itself, which would first search every jar of the class path,
 * twice, for each class of each statement. It is there before any shell is, so that Spark can be started with it.
 *
 * <p>What it loads can be stopped, see {@link LoopRewriter}. Executors of other processes load the files as they are.
 */
final class ReplClassLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final String SHELL_CLASS = "$line";

    private final Path directory;
    private final LoopChecks loopChecks;

    ReplClassLoader(Path directory, ClassLoader parent, LoopChecks loopChecks) {
        super(parent);
        this.directory = directory;
        this.loopChecks = loopChecks;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(SHELL_CLASS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (!name.startsWith(SHELL_CLASS)) {
            throw new ClassNotFoundException(name);
        }
        byte[] plain = read(name);
        byte[] bytes = loopChecks == LoopChecks.ON ? LoopRewriter.rewrite(plain) : plain;
        return defineClass(name, bytes, 0, bytes.length);
    }

    /** Reads with a stream that an interrupt of the thread does not close: a cancelled statement may load classes, too. */
    private byte[] read(String name) throws ClassNotFoundException {
        Path file = directory.resolve(name.replace('.', '/') + ".class");
        try (InputStream in = new FileInputStream(file.toFile())) {
            return in.readAllBytes();
        } catch (FileNotFoundException e) {
            throw new ClassNotFoundException(name, e);
        } catch (IOException e) {
            throw new ClassNotFoundException(name + " cannot be read", e);
        }
    }

    /** Spark reads the bytes of closures to see what they capture. */
    @Override
    protected @Nullable URL findResource(String name) {
        Path file = directory.resolve(name);
        if (!name.startsWith(SHELL_CLASS) || !Files.isRegularFile(file)) {
            return null;
        }
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("no URL for " + file, e);
        }
    }
}
