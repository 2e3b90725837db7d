package io.hearth.server.fetch;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.Message;
import io.hearth.server.objects.SpoolFile;
import io.hearth.server.packages.Source;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Takes files of this machine, from below folders that the operator chose. It goes down from there folder by folder, each
 * opened in the one before and none by a symbolic link: what is exchanged under its feet leads nowhere else. Thread-safe.
 */
final class FileFetcher {

    private final List<Path> folders;

    FileFetcher(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    void fetch(Source.LocalFile source, SpoolFile into) throws FetchFailure, IOException {
        Path file = path(source);
        Path folder = folders.stream()
                .filter(candidate -> file.startsWith(candidate) && !file.equals(candidate))
                .findFirst()
                .orElseThrow(FileFetcher::notAllowed);
        try (Descent descent = new Descent(folder)) {
            Path rest = folder.relativize(file);
            for (Path name : rest.getParent() == null ? List.<Path>of() : rest.getParent()) {
                descent.enter(name);
            }
            try (SeekableByteChannel channel = descent.open(rest.getFileName())) {
                Copying.copy(
                        Channels.newInputStream(channel),
                        into,
                        failure -> FetchFailure.lasting(ErrorCode.NOT_AVAILABLE, Message.WHY_FETCH_CUT, "read"));
            }
        }
    }

    private static Path path(Source.LocalFile source) throws FetchFailure {
        try {
            Path file = Path.of(source.file());
            if (!file.isAbsolute() || !file.normalize().equals(file)) {
                throw notAllowed();
            }
            return file;
        } catch (InvalidPathException e) {
            throw notAllowed();
        }
    }

    private static FetchFailure notAllowed() {
        return FetchFailure.lasting(ErrorCode.NO_FILE_PERMISSION, Message.WHY_FETCH_FILE);
    }

    /** The folders that were opened, the last one on top. */
    private static final class Descent implements Closeable {

        private final Deque<SecureDirectoryStream<Path>> opened = new ArrayDeque<>();

        @SuppressWarnings("StreamResourceLeak") // It is closed with all that are opened in it.
        Descent(Path folder) throws FetchFailure {
            add(() -> Files.newDirectoryStream(folder));
        }

        void enter(Path name) throws FetchFailure {
            add(() -> opened.getFirst().newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
        }

        /** Only what is a file: opening anything else may wait for ever. */
        SeekableByteChannel open(Path name) throws FetchFailure {
            return reaching(() -> {
                SecureDirectoryStream<Path> folder = opened.getFirst();
                boolean file = folder.getFileAttributeView(
                                name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .readAttributes()
                        .isRegularFile();
                if (!file) {
                    throw notAllowed();
                }
                return folder.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            });
        }

        private void add(Opening<DirectoryStream<Path>> opening) throws FetchFailure {
            DirectoryStream<Path> stream = reaching(opening);
            if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
                throw notAllowed();
            }
            opened.addFirst(secure);
        }

        private static <T> T reaching(Opening<T> opening) throws FetchFailure {
            try {
                return opening.open();
            } catch (NoSuchFileException e) {
                throw FetchFailure.lasting(ErrorCode.REFERENCE_NOT_FOUND, Message.WHY_FETCH_NO_FILE);
            } catch (IOException e) {
                throw notAllowed();
            }
        }

        @Override
        public void close() throws IOException {
            while (!opened.isEmpty()) {
                opened.removeFirst().close();
            }
        }
    }

    private interface Opening<T> {
        T open() throws IOException, FetchFailure;
    }
}
