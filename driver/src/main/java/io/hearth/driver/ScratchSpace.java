package io.hearth.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a driver keeps its files, all below its work directory, so that removing that leaves nothing behind. */
record ScratchSpace(Path workDirectory) {

    /** Makes the directories that must be there before they are named to anyone. */
    static ScratchSpace below(Path workDirectory) throws IOException {
        ScratchSpace space = new ScratchSpace(workDirectory);
        Files.createDirectories(space.classes());
        Files.createDirectories(space.local());
        return space;
    }

    Path directory() {
        return workDirectory.resolve("scratch");
    }

    /** Whether the launcher has put {@code java.io.tmpdir} below the work directory. */
    boolean hasTemporaryFiles() {
        return Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath().startsWith(workDirectory);
    }

    /** What the Scala shells compile; executors fetch from here. */
    Path classes() {
        return directory().resolve("classes");
    }

    /** What the packages of sessions hold. */
    Path packages() {
        return directory().resolve("packages");
    }

    /** Spark's blocks and shuffle files. */
    Path local() {
        return directory().resolve("local");
    }

    /** Reports that no gateway has acknowledged. */
    Path journal() {
        return directory().resolve("journal");
    }

    /** Tables without a path of their own. Spark makes it when it needs it. */
    Path warehouse() {
        return directory().resolve("warehouse");
    }

    /** The metastore's database, where a session asks for Hive. */
    Path derby() {
        return directory().resolve("derby");
    }
}
