package io.hearth.testkit;

import io.hearth.server.objects.FolderObjectStore;
import io.hearth.server.objects.ObjectStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Content as files below a folder. */
class FolderObjectStoreTest extends ObjectStoreContract {

    @TempDir
    private Path folder;

    @Override
    ObjectStore store() {
        return new FolderObjectStore(folder.resolve("objects"));
    }
}
