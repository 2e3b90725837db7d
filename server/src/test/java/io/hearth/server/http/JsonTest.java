package io.hearth.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void textIsWrittenAsUtf8() {
        assertThat(text("\"ä\" 𝄞\n")).isEqualTo("{\"text\":\"\\\"ä\\\" 𝄞\\n\"}");
    }

    @Test
    void halfOfASurrogatePairSpoilsNothingElse() {
        assertThat(text("a\ud834b𝄞")).isEqualTo("{\"text\":\"a?b𝄞\"}");
        assertThat(text("𝄞\udd1e")).isEqualTo("{\"text\":\"𝄞?\"}");
    }

    private static String text(String text) {
        return new String(Json.bytes(Json.object().put("text", text)), StandardCharsets.UTF_8);
    }
}
