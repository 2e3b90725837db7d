package io.hearth.driver.packages;

import io.hearth.api.channel.SessionPackage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The directory on which {@code PYTHONPATH} points. Archives are unpacked into it: the path of a process is fixed when it
 * starts, so nothing but a directory can be filled later.
 */
final class PythonPath {

    private static final Set<String> ARCHIVES = Set.of("zip", "egg", "whl");

    private final Path directory;

    PythonPath(Path directory) {
        this.directory = directory;
    }

    /** Adds a module or an archive of such. What is there already stays. */
    void add(SessionPackage origin, Path file) throws PackageException {
        try {
            Files.createDirectories(directory);
            if (ARCHIVES.contains(suffix(origin.fileName()))) {
                unpack(file);
            } else {
                link(directory.resolve(origin.fileName()), file);
            }
        } catch (IOException e) {
            throw new PackageException(origin.name() + " cannot be put on Python's path: " + e, e);
        }
    }

    private static String suffix(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static void link(Path link, Path file) throws IOException {
        if (Files.notExists(link)) {
            Files.createSymbolicLink(link, file);
        }
    }

    private void unpack(Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                Path target = directory.resolve(entry.getName()).normalize();
                if (!target.startsWith(directory)) {
                    throw new IOException("its entry " + entry.getName() + " leads out of the directory");
                }
                if (!entry.isDirectory() && Files.notExists(target)) {
                    Files.createDirectories(target.getParent());
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, target);
                    }
                }
            }
        }
    }
}
