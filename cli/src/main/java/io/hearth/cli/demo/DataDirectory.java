package io.hearth.cli.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Where the demonstration's gateway keeps its data. */
record DataDirectory(Path path, AtTheEnd atTheEnd) {

    enum AtTheEnd {
        KEEP,
        REMOVE
    }

    static DataDirectory kept(Path path) {
        return new DataDirectory(path, AtTheEnd.KEEP);
    }

    static DataDirectory temporary() throws IOException {
        return new DataDirectory(Files.createTempDirectory("hearth-demo-"), AtTheEnd.REMOVE);
    }

    /** To be called when nobody uses the directory any more; nothing happens to one that is kept or gone. */
    void release() throws IOException {
        if (atTheEnd == AtTheEnd.KEEP || Files.notExists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
