package io.hearth.driver.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongTextTest {

    private static final int MOST_CHARS = 65_536;

    private static List<LongText.Part> parts(String text) {
        return StreamSupport.stream(new LongText(text, text.length()).spliterator(), false)
                .toList();
    }

    @Test
    void aShortTextIsOnePart() {
        assertThat(parts("a b\nc")).containsExactly(new LongText.Part("a b\nc", "\n"));
        assertThat(parts("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "word ", "line\n", "line \r\n", "😀", "x😀", "    ", "a\n\n\n"})
    void thePartsMakeTheText(String repeated) {
        String text = repeated.repeat(300_000 / repeated.length());

        List<LongText.Part> parts = parts(text);

        assertThat(parts).hasSizeGreaterThan(4);
        assertThat(parts.stream().map(part -> part.text() + part.end()).collect(Collectors.joining()))
                .isEqualTo(text + "\n");
        assertThat(parts).allSatisfy(part -> {
            assertThat(part.text().length() + part.end().length()).isLessThanOrEqualTo(MOST_CHARS + 1);
            assertThat(part.text()).satisfies(LongTextTest::hasNoHalfCharacter);
        });
    }

    private static void hasNoHalfCharacter(String text) {
        assertThat(text.isEmpty() || !Character.isLowSurrogate(text.charAt(0))).isTrue();
        assertThat(text.isEmpty() || !Character.isHighSurrogate(text.charAt(text.length() - 1)))
                .isTrue();
    }

    @Test
    void wordsStayWhole() {
        assertThat(parts("abcdefg ".repeat(30_000)))
                .allSatisfy(part -> assertThat((part.text() + part.end()).replace("abcdefg", ""))
                        .isBlank());
    }
}
