package io.hearth.server.config;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The settings of one gateway, complete and checked. Never changes. */
public final class Settings {

    private final Map<Setting<?>, Value> values;

    Settings(Map<Setting<?>, Value> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Reads all sources.
     *
     * @throws SettingsException for unknown keys and for values that cannot be
     */
    public static Settings load(SettingSources sources) {
        Optional<String> home = Optional.ofNullable(sources.environment().get(Surroundings.HOME_VARIABLE));
        return load(sources, Surroundings.ofThisProcess(home));
    }

    /** As {@link #load(SettingSources)}, with defaults computed from the given surroundings. */
    public static Settings load(SettingSources sources, Surroundings surroundings) {
        return new SettingsReader(surroundings).read(sources);
    }

    @SuppressWarnings("unchecked") // The reader puts what the setting's own type has read.
    public <T> T get(Setting<T> setting) {
        return (T) valueOf(setting).parsed();
    }

    /** What was set to something else than its default, as {@code key=value (source)} with secrets masked, for the log. */
    public List<String> changes() {
        Stream<Setting<?>> named = values.keySet().stream()
                .filter(setting -> !Keys.ALL.contains(setting))
                .sorted(Comparator.comparing(Setting::key));
        return Stream.concat(Keys.ALL.stream(), named)
                .filter(setting -> valueOf(setting).source().isPresent())
                .map(setting -> {
                    Value value = valueOf(setting);
                    return setting.key() + "=" + setting.type().printable(value.text()) + " ("
                            + value.source().orElseThrow() + ")";
                })
                .toList();
    }

    /** What was set of a family, by name. */
    public <T> Map<String, T> get(SettingFamily<T> family) {
        Map<String, T> members = new TreeMap<>();
        for (Setting<?> setting : values.keySet()) {
            family.nameIn(setting).ifPresent(name -> members.put(name, get(family.named(name))));
        }
        return members;
    }

    /** The keys of secrets that whoever lists processes can read. */
    public List<String> secretsOnCommandLine() {
        return Keys.ALL.stream()
                .filter(setting -> setting.type().confidentiality() == SettingType.Confidentiality.SECRET)
                .filter(setting -> valueOf(setting).source().equals(Optional.of(SettingsReader.COMMAND_LINE)))
                .<String>map(Setting::key)
                .toList();
    }

    private Value valueOf(Setting<?> setting) {
        Value value = values.get(setting);
        if (value == null) {
            throw new IllegalArgumentException("not in the list of all settings: " + setting.key());
        }
        return value;
    }

    /**
     * The value that counts.
     *
     * @param source where it was set; empty for a default
     */
    record Value(Object parsed, String text, Optional<String> source) {}
}
