package io.hearth.driver.repl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A jar as a compiler that is at work can take it. One that has a class outside of any package, as a module's descriptor is,
 * makes the Scala compiler (2.13) look at nothing else in what is added with it; no statement could name such a class in any
 * case, for its own code is in a package. So the compiler gets a copy without them.
 */
final class CompilerJar {

    private static final String CLASS = ".class";

    private CompilerJar() {}

    /** The jar itself, or a copy of its classes beside it. */
    static Path of(Path jar) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            if (zip.stream().noneMatch(entry -> isClass(entry) && isOutsidePackages(entry))) {
                return jar;
            }
            Path copy = Files.createTempFile(jar.getParent(), "compiler-", ".jar");
            copy(zip, copy);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the classes of " + jar.getFileName(), e);
        }
    }

    private static void copy(ZipFile zip, Path copy) throws IOException {
        List<? extends ZipEntry> classes = zip.stream()
                .filter(entry -> isClass(entry) && !isOutsidePackages(entry))
                .toList();
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy))) {
            out.setLevel(Deflater.NO_COMPRESSION);
            for (ZipEntry entry : classes) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                try (InputStream in = zip.getInputStream(entry)) {
                    in.transferTo(out);
                }
                out.closeEntry();
            }
        }
    }

    private static boolean isClass(ZipEntry entry) {
        return !entry.isDirectory() && entry.getName().endsWith(CLASS);
    }

    private static boolean isOutsidePackages(ZipEntry entry) {
        return entry.getName().indexOf('/') < 0;
    }
}
