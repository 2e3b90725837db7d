package io.hearth.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerNoticeTest {

    static final List<PeerNotice> ALL = List.of(
            new PeerNotice.Changed("s"),
            new PeerNotice.Wake("d", "s"),
            new PeerNotice.Cancel("d", "s", 7),
            new PeerNotice.Progress("s", 7, 500_000),
            new PeerNotice.HandOver("d", "s"),
            new PeerNotice.End("d", "DELETED"),
            new PeerNotice.Stop("d"),
            new PeerNotice.Discard("d"),
            new PeerNotice.Admit(),
            new PeerNotice.Gateways());

    @ParameterizedTest
    @FieldSource("ALL")
    void isReadAsItWasWritten(PeerNotice notice) {
        assertThat(PeerNotice.of(notice.text())).contains(notice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "later s", "changed", "changed a b", "cancel d s x", "stop d e"})
    void whatIsNotUnderstoodIsNone(String text) {
        assertThat(PeerNotice.of(text)).isEmpty();
    }

    @Test
    void nothingCanBeSmuggledIn() {
        assertThatThrownBy(() -> new PeerNotice.Changed("s\nstop d").text())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PeerNotice.Changed("s d").text()).isInstanceOf(IllegalArgumentException.class);
    }
}
