package io.hearth.server.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.EndCause;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CauseTextTest {

    @ParameterizedTest
    @EnumSource
    void everyCauseHasBothLanguages(EndCause cause) {
        CauseText chinese = CauseText.of(cause, Language.CHINESE);
        assertThat(chinese.sentence()).endsWith("。");
        assertThat(chinese.advice()).endsWith("。");
        assertThat(CauseText.of(cause, Language.ENGLISH)).isEqualTo(new CauseText(cause.sentence(), cause.advice()));
    }
}
