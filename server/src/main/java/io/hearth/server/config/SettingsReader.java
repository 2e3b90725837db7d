package io.hearth.server.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads all sources once, collecting everything that is wrong before it gives up. For one use. */
final class SettingsReader {

    static final String COMMAND_LINE = "on the command line";

    /** Read by the start script, or set by it; no settings. */
    private static final Set<String> VARIABLES_OF_SCRIPTS = Set.of(Surroundings.HOME_VARIABLE, "HEARTH_JAVA_OPTS");

    private static final String LOCAL = "local";

    private final Surroundings surroundings;
    private final Map<Setting<?>, Given> given = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    SettingsReader(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    Settings read(SettingSources sources) {
        sources.file().ifPresent(file -> take(readFile(file), Setting::key, key -> "in " + file));
        take(environmentOf(sources), Setting::environmentName, name -> "in the environment");
        take(sources.arguments(), Setting::key, key -> COMMAND_LINE);
        Map<Setting<?>, Settings.Value> values = new HashMap<>();
        for (Setting<?> setting : Keys.ALL) {
            parse(setting).ifPresent(value -> values.put(setting, value));
        }
        given.keySet().stream()
                .filter(setting -> !values.containsKey(setting) && !Keys.ALL.contains(setting))
                .forEach(setting -> parse(setting).ifPresent(value -> values.put(setting, value)));
        checkBackends();
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return new Settings(values);
    }

    private static Map<String, String> environmentOf(SettingSources sources) {
        Map<String, String> ours = new TreeMap<>(sources.environment());
        ours.keySet().removeIf(name -> !name.startsWith("HEARTH_") || VARIABLES_OF_SCRIPTS.contains(name));
        return ours;
    }

    private Map<String, String> readFile(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            problems.add("The settings file " + file + " does not exist.");
        } catch (CharacterCodingException e) {
            problems.add("The settings file " + file + " is not UTF-8.");
        } catch (IOException | IllegalArgumentException e) {
            problems.add("The settings file " + file + " cannot be read: " + e.getMessage());
        }
        Map<String, String> texts = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
        return texts;
    }

    /** @param nameIn how a setting is called in this source */
    private void take(
            Map<String, String> texts, Function<Setting<?>, String> nameIn, Function<String, String> placeOf) {
        texts.forEach((name, text) -> {
            Optional<Setting<?>> setting = find(name, nameIn);
            if (setting.isPresent()) {
                given.put(setting.get(), new Given(name, text.strip(), placeOf.apply(name)));
            } else {
                List<String> names =
                        new ArrayList<>(Keys.ALL.stream().map(nameIn).toList());
                Keys.FAMILIES.forEach(family -> names.add(nameIn.apply(family.named(SettingFamily.PLACEHOLDER))));
                problems.add("There is no setting %s (%s); the nearest is %s."
                        .formatted(name, placeOf.apply(name), NearestName.to(name, names)));
            }
        });
    }

    private static Optional<Setting<?>> find(String name, Function<Setting<?>, String> nameIn) {
        Stream<Setting<?>> fixed =
                Keys.ALL.stream().filter(candidate -> nameIn.apply(candidate).equals(name));
        Stream<Setting<?>> named = Keys.FAMILIES.stream().flatMap(family -> family.called(name, nameIn).stream());
        return Stream.concat(fixed, named).findFirst();
    }

    /** Backends that are only half there, or that would replace the one that is always there. */
    private void checkBackends() {
        for (Setting<?> setting : given.keySet()) {
            Keys.FAMILIES.stream()
                    .flatMap(family -> family.nameIn(setting).stream())
                    .forEach(name -> {
                        Setting<?> master = Keys.BACKEND_MASTER.named(name);
                        if (name.equals(LOCAL)) {
                            problems.add("%s is set, but the backend local is always there and cannot be defined."
                                    .formatted(setting.key()));
                        } else if (!given.containsKey(master)) {
                            problems.add("%s is set, but %s is not.".formatted(setting.key(), master.key()));
                        }
                    });
        }
    }

    private Optional<Settings.Value> parse(Setting<?> setting) {
        Given value = given.get(setting);
        String text = value == null ? setting.defaultValue().text().apply(surroundings) : value.text();
        try {
            Object parsed = setting.type().read(text);
            return Optional.of(
                    new Settings.Value(parsed, text, Optional.ofNullable(value).map(Given::place)));
        } catch (IllegalArgumentException e) {
            String name = value == null ? setting.key() : value.name();
            String place = value == null ? "its default" : value.place();
            problems.add("%s=%s (%s) is not right: it takes %s."
                    .formatted(
                            name,
                            setting.type().printable(text),
                            place,
                            setting.type().description().replace("`", "")));
            return Optional.empty();
        }
    }

    /** @param place where it was found, to follow the name in a message */
    private record Given(String name, String text, String place) {}
}
