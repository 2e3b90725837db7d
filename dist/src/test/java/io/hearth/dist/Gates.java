package io.hearth.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Places where the code of a cell waits until the test has it go on.
 *
 * @param directory where nothing else is
 */
record Gates(Path directory) {

    /** A cell that defines {@code gate(name)}, which returns once the gate of this name is open. */
    String definition() {
        return """
                def gate(name: Any): Unit =
                  while (!java.nio.file.Files.exists(java.nio.file.Path.of("%s", String.valueOf(name)))) Thread.sleep(10)
                """.formatted(directory);
    }

    void open(Object name) throws IOException {
        Files.createFile(directory.resolve(String.valueOf(name)));
    }
}
