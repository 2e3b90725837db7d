package io.hearth.server.modules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the manifest of a module, a JSON object. */
final class ManifestReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final Pattern JAR = Pattern.compile("[A-Za-z0-9_!-][A-Za-z0-9_!.+-]*\\.jar");
    private static final Pattern COORDINATES =
            Pattern.compile("[A-Za-z0-9._-]+:[A-Za-z0-9._-]+:([A-Za-z0-9._-]+:([A-Za-z0-9._-]+:)?)?[A-Za-z0-9._-]+");
    private static final Set<String> FIELDS = Set.of("name", "type", "description", "jars", "coordinates");
    private static final String DEFAULT_TYPE = "jar";

    private final Path file;
    private final JsonNode json;

    private ManifestReader(Path file, JsonNode json) {
        this.file = file;
        this.json = json;
    }

    static ModuleManifest read(Path file) throws ManifestException {
        try {
            JsonNode json = JsonMapper.shared().readTree(Files.readString(file));
            long changedAt = Files.getLastModifiedTime(file).toMillis();
            return new ManifestReader(file, json).manifest(changedAt);
        } catch (IOException e) {
            throw new ManifestException("it cannot be read: " + e);
        } catch (JacksonException e) {
            throw new ManifestException("it is no JSON: " + e.getOriginalMessage());
        }
    }

    private ModuleManifest manifest(long changedAt) throws ManifestException {
        requireFields();
        String name = text("name", null);
        if (!NAME.matcher(name).matches()) {
            throw new ManifestException(
                    "name must be at most 128 letters, digits or . _ - and begin with a letter or digit, not " + name);
        }
        List<Path> jars = new ArrayList<>();
        for (String jar : texts("jars")) {
            jars.add(jar(jar));
        }
        List<String> coordinates = texts("coordinates");
        for (String one : coordinates) {
            if (!COORDINATES.matcher(one).matches()) {
                throw new ManifestException("coordinates must be group:artifact:version, not " + one);
            }
        }
        if (jars.isEmpty() == coordinates.isEmpty()) {
            throw new ManifestException("it must have jars or coordinates, and not both");
        }
        return new ModuleManifest(
                name, text("type", DEFAULT_TYPE), text("description", ""), jars, coordinates, changedAt);
    }

    private void requireFields() throws ManifestException {
        if (!json.isObject()) {
            throw new ManifestException("it must be a JSON object");
        }
        Collection<String> unknown = new TreeSet<>(json.propertyNames());
        unknown.removeAll(FIELDS);
        if (!unknown.isEmpty()) {
            throw new ManifestException(
                    "it may have " + String.join(", ", new TreeSet<>(FIELDS)) + ", but not " + unknown);
        }
    }

    private String text(String field, @Nullable String otherwise) throws ManifestException {
        JsonNode value = json.get(field);
        if (value == null && otherwise != null) {
            return otherwise;
        }
        if (value == null || !value.isString()) {
            throw new ManifestException(field + " must be a string");
        }
        return value.stringValue();
    }

    private List<String> texts(String field) throws ManifestException {
        JsonNode value = json.get(field);
        if (value == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value) {
            texts.add(element.isString() ? element.stringValue() : "");
        }
        if (!value.isArray() || texts.contains("")) {
            throw new ManifestException(field + " must be an array of strings");
        }
        return texts;
    }

    private Path jar(String name) throws ManifestException {
        Path jar = file.resolveSibling(name);
        if (!JAR.matcher(name).matches() || !Files.isRegularFile(jar)) {
            throw new ManifestException("jars must name jar files beside it; there is no " + name);
        }
        return jar;
    }
}
