package io.hearth.dist;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A jar of classes that are compiled for it, and of libraries whole. */
final class PackedJar {

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    /** Adds a class, given by its source without the package. */
    PackedJar with(String className, String source) throws IOException {
        Path classes = Files.createTempDirectory("packed-jar");
        String packageName = className.substring(0, className.lastIndexOf('.'));
        Source unit = new Source(className, "package " + packageName + ";\n" + source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of("-d", classes.toString(), "-proc:none", "--release", "17");
        if (!compiler.getTask(null, null, null, options, null, List.of(unit)).call()) {
            throw new IllegalArgumentException(className + " does not compile");
        }
        try (Stream<Path> files = Files.walk(classes)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> entries.put(classes.relativize(file).toString(), read(file)));
        }
        return this;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds all classes of the jar that a class of this test is from. */
    PackedJar withLibrary(Class<?> member) throws IOException {
        try {
            Path jar = Path.of(
                    member.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (InputStream in = Files.newInputStream(jar);
                    ZipInputStream zip = new ZipInputStream(in)) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    if (entry.getName().endsWith(".class") && !entry.getName().contains("module-info")) {
                        entries.put(entry.getName(), zip.readAllBytes());
                    }
                }
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(member + " is from no file", e);
        }
        return this;
    }

    Path write(Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return jar;
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String className, String text) {
            super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
