package io.hearth.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {

    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    /** With {@code -Dhearth.docs=write} the page is written instead of compared. */
    @Test
    void thePageInTheDocumentationIsUpToDate() throws IOException {
        if ("write".equals(System.getProperty("hearth.docs"))) {
            ConfigurationReference.main(new String[] {PAGE.toString()});
        }
        assertThat(Files.readString(PAGE))
                .as("docs/configuration.md is stale; make it again with "
                        + "./mvnw -pl server -am test -Dtest=ConfigurationReferenceTest "
                        + "-Dsurefire.failIfNoSpecifiedTests=false -Dhearth.docs=write")
                .isEqualTo(ConfigurationReference.markdown());
    }

    @Test
    void everySettingIsListedOnce() throws IllegalAccessException {
        List<Setting<?>> declared = new ArrayList<>();
        for (Class<?> place : List.of(Keys.class, PackageKeys.class, RetentionKeys.class)) {
            for (Field field : place.getDeclaredFields()) {
                if (field.get(null) instanceof Setting<?> setting) {
                    declared.add(setting);
                }
            }
        }

        assertThat(Keys.ALL).hasSameElementsAs(declared).doesNotHaveDuplicates();
        assertThat(Keys.ALL).extracting(Setting::key).doesNotHaveDuplicates();
        assertThat(Keys.ALL).extracting(Setting::environmentName).doesNotHaveDuplicates();
    }
}
