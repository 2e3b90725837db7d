package io.hearth.server.config;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings that are there once for each name that the operator chooses: {@code first.NAME.last}. Names are lower-case
 * letters and digits.
 *
 * @param description one paragraph of Markdown for the configuration reference
 */
public record SettingFamily<T>(String first, String last, SettingType<T> type, String description) {

    /** What stands for the name in the reference. */
    static final String PLACEHOLDER = "NAME";

    /** The family's setting for a name. */
    Setting<T> named(String name) {
        return new Setting<>(first + "." + name + "." + last, type, DefaultValue.NONE, description);
    }

    /** The name that a setting of this family is for; empty for any other setting. */
    Optional<String> nameIn(Setting<?> setting) {
        return name(setting.key()).filter(name -> named(name).equals(setting));
    }

    /**
     * The setting of this family that is called so.
     *
     * @param calledIn how a setting is called where the text stands
     */
    Optional<Setting<T>> called(String text, Function<Setting<?>, String> calledIn) {
        return name(text.toLowerCase(Locale.ROOT))
                .map(this::named)
                .filter(setting -> calledIn.apply(setting).equals(text));
    }

    private Optional<String> name(String text) {
        Matcher matcher = Pattern.compile("(?:hearth_)?" + first + "[._]([a-z0-9]{1,32})[._]" + last)
                .matcher(text);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
