package io.hearth.server.objects;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files of content that is still coming in. Nobody but the gateway's account can read them. Thread-safe. */
public final class Spool {

    private final Path folder;

    private Spool(Path folder) {
        this.folder = folder;
    }

    /** Makes the folder when it is not there, and removes what a gateway that was killed left in it. */
    public static Spool open(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*.part")) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
        return new Spool(folder);
    }

    /** A new, empty file, which the caller closes. */
    public SpoolFile begin(long maxBytes) throws IOException {
        Path file = Files.createTempFile(
                folder,
                "",
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new SpoolFile(file, maxBytes);
    }
}
