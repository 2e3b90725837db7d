package io.hearth.server.objects;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Content as files below a folder. */
public final class FolderObjectStore implements ObjectStore {

    private final Path folder;

    public FolderObjectStore(Path folder) {
        this.folder = folder;
    }

    @Override
    public void put(String key, byte[] content) throws IOException {
        write(key, draft -> Files.write(draft, content));
    }

    @Override
    public void put(String key, Path content) throws IOException {
        write(key, draft -> Files.copy(content, draft, StandardCopyOption.REPLACE_EXISTING));
    }

    private void write(String key, Writing writing) throws IOException {
        Path file = file(key);
        Files.createDirectories(file.getParent());
        Path draft = Files.createTempFile(file.getParent(), ".", ".draft");
        try {
            writing.to(draft);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    @Override
    public Optional<byte[]> get(String key) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file(key)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<InputStream> open(String key) throws IOException {
        try {
            return Optional.of(Files.newInputStream(file(key)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean exists(String key) {
        return Files.isRegularFile(file(key));
    }

    @Override
    public void delete(String key) throws IOException {
        Files.deleteIfExists(file(key));
    }

    @Override
    public void deleteAll(String key) throws IOException {
        Path directory = file(key);
        if (Files.isDirectory(directory)) {
            // what is left goes with the rest: drafts, and folders
            try (Stream<Path> tree = Files.walk(directory)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    private Path file(String key) {
        return folder.resolve(ObjectKeys.checked(key));
    }

    private interface Writing {
        void to(Path draft) throws IOException;
    }
}
