package io.hearth.server.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.SessionState;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[0-9]}");

    @ParameterizedTest
    @EnumSource
    void bothLanguagesNameTheSame(Message message) {
        assertThat(placeholders(message.pattern(Language.CHINESE)))
                .isEqualTo(placeholders(message.pattern(Language.ENGLISH)));
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLostInFormatting(Message message) {
        List<Object> arguments = List.of("arg-0", "arg-1", "arg-2", "arg-3");
        for (Language language : Language.values()) {
            String text = message.format(language, arguments);
            assertThat(text).doesNotContain("{").doesNotContain("''");
            placeholders(message.pattern(language))
                    .forEach(placeholder -> assertThat(text).contains("arg-" + placeholder.charAt(1)));
        }
    }

    @Test
    void hostileValuesAreQuoted() {
        String text = Message.KIND_UNKNOWN.format(
                Language.ENGLISH, List.of("{0}'\n\u001b[31m\u202e\ud800" + "x".repeat(200)));
        assertThat(text)
                .startsWith("kind must be spark, not {0}'\\n\\u001b[31m\\u202e\\ud800xxx")
                .endsWith("x…")
                .hasSizeLessThan(200);
    }

    @Test
    void aMessageWithinAMessageSpeaksItsLanguage() {
        Object found = Message.FOUND_STRING.with("abc");
        List<Object> arguments = List.of("driverCores", Message.TYPE_INTEGER, found);
        assertThat(Message.WRONG_TYPE.format(Language.ENGLISH, arguments))
                .isEqualTo("driverCores must be an integer, not the string abc");
        assertThat(Message.WRONG_TYPE.format(Language.CHINESE, arguments)).isEqualTo("driverCores必须是整数，而不是字符串abc");
    }

    @Test
    void statesAreNamedAsOnTheWire() {
        assertThat(Message.SESSION_TAKES_NO_STATEMENTS.format(
                        Language.ENGLISH, List.of("s1", SessionState.SHUTTING_DOWN, "DELETED")))
                .startsWith("Session s1 is shutting_down (DELETED)");
    }

    private static Set<String> placeholders(String pattern) {
        return PLACEHOLDER
                .matcher(pattern)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
