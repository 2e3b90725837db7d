package io.hearth.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.server.config.UpArguments.Lifetime;
import io.hearth.server.config.UpArguments.Purpose;
import io.hearth.server.config.UpArguments.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpArgumentsTest {

    @Test
    void noArgumentsSetNothing() throws UsageException {
        UpArguments parsed = parse();

        assertThat(parsed.sources().file()).isEmpty();
        assertThat(parsed.sources().arguments()).isEmpty();
        assertThat(parsed.lifetime()).isEqualTo(Lifetime.OWN);
    }

    @Test
    void shortFormsAreSettings() throws UsageException {
        UpArguments parsed = parse("--port", "0", "--data=my data", "--config", "a.properties", "-Dproject.id=x=y");

        assertThat(parsed.sources().arguments())
                .containsOnly(
                        Map.entry("server.port", "0"),
                        Map.entry("data.directory", "my data"),
                        Map.entry("project.id", "x=y"));
        assertThat(parsed.sources().file()).contains(Path.of("a.properties"));
    }

    @Test
    void theLastOfTwoCounts() throws UsageException {
        assertThat(parse("--port", "1", "-Dserver.port=2").sources().arguments())
                .containsOnly(Map.entry("server.port", "2"));
    }

    @Test
    void aGatewayCanBeBoundToItsInput() throws UsageException {
        assertThat(parse("--end-with-input").lifetime()).isEqualTo(Lifetime.OF_STANDARD_INPUT);
    }

    @Test
    void aGatewayForAdministrationIsBoundToItsInput() throws UsageException {
        assertThat(parse().purpose()).isEqualTo(Purpose.SESSIONS);
        assertThat(parse("--administration", "--data=d").purpose()).isEqualTo(Purpose.ADMINISTRATION);
        assertThat(parse("--administration").lifetime()).isEqualTo(Lifetime.OF_STANDARD_INPUT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--prot=1",
                "8090",
                "-D",
                "-D=x",
                "-Dkey",
                "",
                "--",
                "--end-with-input=yes",
                "--administration=yes"
            })
    void anythingElseIsRefused(String argument) {
        assertThatThrownBy(() -> parse(argument))
                .isInstanceOf(UsageException.class)
                .hasMessage("unknown argument: " + argument);
    }

    @Test
    void aMissingValueIsNamed() {
        assertThatThrownBy(() -> parse("--port")).hasMessage("--port needs a value");
    }

    private static UpArguments parse(String... arguments) throws UsageException {
        return UpArguments.parse(List.of(arguments), Map.of());
    }
}
