package io.hearth.driver.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.api.PackageKind;
import io.hearth.api.channel.SessionPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonPathTest {

    @TempDir
    private Path directory;

    private static SessionPackage named(String name) {
        return new SessionPackage(name, PackageKind.PY_FILE, "0".repeat(64), 1);
    }

    private Path path() {
        return directory.resolve("python");
    }

    @Test
    void modulesAreThereByNameAndArchivesUnpacked() throws Exception {
        Path module = Files.writeString(directory.resolve("1"), "x = 1");
        Path archive = new TestJar()
                .withEntry("pack/__init__.py", "")
                .withEntry("pack/y.py", "y = 2")
                .withEntry("mine.py", "other")
                .write(directory.resolve("2"));
        PythonPath path = new PythonPath(path());

        path.add(named("g/mine.py"), module);
        path.add(named("pack.ZIP"), archive);

        assertThat(path().resolve("mine.py")).hasContent("x = 1");
        assertThat(path().resolve("pack/y.py")).hasContent("y = 2");
        assertThat(path().resolve("pack/__init__.py")).isEmptyFile();
    }

    @Test
    void anArchiveThatLeadsOutOfTheDirectoryIsRefused() throws IOException {
        Path archive = new TestJar().withEntry("../outside.py", "x").write(directory.resolve("2"));

        assertThatThrownBy(() -> new PythonPath(path()).add(named("evil.egg"), archive))
                .isInstanceOf(PackageException.class)
                .hasMessageContainingAll("evil.egg", "../outside.py");
        assertThat(directory.resolve("outside.py")).doesNotExist();
    }

    @Test
    void whatIsNoArchiveIsRefused() throws IOException {
        Path text = Files.writeString(directory.resolve("1"), "no zip");

        assertThatThrownBy(() -> new PythonPath(path()).add(named("a.zip"), text))
                .isInstanceOf(PackageException.class)
                .hasMessageContaining("a.zip");
    }
}
