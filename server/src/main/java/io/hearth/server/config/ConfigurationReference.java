package io.hearth.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes the configuration reference of the documentation from the settings themselves. */
final class ConfigurationReference {

    private static final String INTRODUCTION = """
            # Configuration

            *This page is made from the code; do not edit it. A test fails when it is stale and says how to make it again.*

            Every setting can be given in three places. A later one wins over an earlier one:

            1. a file named by `--config FILE`, in the form of Java properties, UTF-8: `session.idle-timeout=30m`
            2. the environment, in capitals after `HEARTH_`, with `_` for every dot and dash: `HEARTH_SESSION_IDLE_TIMEOUT=30m`
            3. the command line: `-Dsession.idle-timeout=30m`

            A key that does not exist stops the start, wherever it stands, and so does a value that cannot be right. Two
            variables of the environment are no settings but belong to the `hearth` script: `HEARTH_JAVA_OPTS` (more options
            for the gateway's Java) and `HEARTH_HOME` (set by the script: where the distribution is).

            | setting | default |
            |---|---|
            """;

    private ConfigurationReference() {}

    /** @param arguments the file to write */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), markdown());
    }

    static String markdown() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        for (Setting<?> setting : Keys.ALL) {
            page.append("| [`%s`](#%s) | %s |\n"
                    .formatted(
                            setting.key(),
                            setting.key().replace(".", ""),
                            setting.defaultValue().description()));
        }
        for (SettingFamily<?> family : Keys.FAMILIES) {
            String key = family.named(SettingFamily.PLACEHOLDER).key();
            page.append("| [`%s`](#%s) | none |\n"
                    .formatted(key, key.replace(".", "").toLowerCase(Locale.ROOT)));
        }
        for (Setting<?> setting : Keys.ALL) {
            page.append("\n## %s\n\n%s\n\n".formatted(setting.key(), setting.description()));
            page.append("- Takes %s.\n".formatted(setting.type().description()));
            page.append("- Default: %s.\n".formatted(setting.defaultValue().description()));
            page.append("- In the environment: `%s`.\n".formatted(setting.environmentName()));
        }
        for (SettingFamily<?> family : Keys.FAMILIES) {
            Setting<?> setting = family.named(SettingFamily.PLACEHOLDER);
            page.append("\n## %s\n\n%s\n\n".formatted(setting.key(), setting.description()));
            page.append("- Takes %s.\n".formatted(setting.type().description()));
            page.append("- `NAME` is 1 to 32 lower-case letters and digits; there can be several.\n");
            page.append("- In the environment: `%s`, the name in capitals.\n".formatted(setting.environmentName()));
        }
        return page.toString();
    }
}
