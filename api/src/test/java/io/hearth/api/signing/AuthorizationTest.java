package io.hearth.api.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationTest {

    private static final String HEX = "0123456789abcdef".repeat(4);

    @Test
    void partsMayComeInAnyOrderWithOrWithoutABlank() {
        Authorization expected = new Authorization("AK1", List.of("host", "x-sdk-date"), HEX);

        assertThat(Authorization.parse(expected.header())).isEqualTo(expected);
        assertThat(Authorization.parse(
                        "SDK-HMAC-SHA256 Signature=" + HEX + ",SignedHeaders=host;x-sdk-date, Access=AK1"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SDK-HMAC-SHA256",
                "Basic YTpi",
                "sdk-hmac-sha256 Access=AK1, SignedHeaders=host;x-sdk-date, Signature=#",
                "SDK-HMAC-SHA256 Access=AK1, SignedHeaders=host;x-sdk-date",
                "SDK-HMAC-SHA256 Access=AK1, Signature=#",
                "SDK-HMAC-SHA256 SignedHeaders=host;x-sdk-date, Signature=#",
                "SDK-HMAC-SHA256 Access=, SignedHeaders=host;x-sdk-date, Signature=#",
                "SDK-HMAC-SHA256 Access=A K, SignedHeaders=host;x-sdk-date, Signature=#",
                "SDK-HMAC-SHA256 Access=AK1, Access=AK2, SignedHeaders=host;x-sdk-date, Signature=#",
                "SDK-HMAC-SHA256 Access=AK1, SignedHeaders=host;x-sdk-date, Signature=#, Extra=1",
                "SDK-HMAC-SHA256 Access=AK1, SignedHeaders=host;x-sdk-date, Signature=#,",
                "SDK-HMAC-SHA256 Access=AK1,  SignedHeaders=host;x-sdk-date, Signature=#",
                "SDK-HMAC-SHA256 Access=AK1; SignedHeaders=host;x-sdk-date; Signature=#",
                "SDK-HMAC-SHA256 access=AK1, SignedHeaders=host;x-sdk-date, Signature=#",
                "SDK-HMAC-SHA256 Access=AK1, SignedHeaders=host;x-sdk-date, Signature=00",
                "SDK-HMAC-SHA256 Access=AK1, SignedHeaders=host;x-sdk-date, Signature=##",
                "SDK-HMAC-SHA256 Access=AK1, SignedHeaders=host;x-sdk-date, Signature=#\n"
            })
    void anythingElseIsRefused(String header) {
        assertThatExceptionOfType(SignatureException.class)
                .isThrownBy(() -> Authorization.parse(header.replace("#", HEX)))
                .extracting(SignatureException::fault)
                .isEqualTo(SignatureFault.AUTHORIZATION_MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "host",
                "x-sdk-date",
                "Host;x-sdk-date",
                "host;x-sdk-date;host",
                "host;x-sdk-date;",
                "host;;x-sdk-date",
                "host; x-sdk-date",
                "host;x-sdk-date;a:b",
                "host;x-sdk-date;ä"
            })
    void signedHeadersMustBeLowerCaseOnceAndHoldHostAndDate(String names) {
        assertThatExceptionOfType(SignatureException.class)
                .isThrownBy(() -> Authorization.parse(
                        "SDK-HMAC-SHA256 Access=AK1, SignedHeaders=" + names + ", Signature=" + HEX))
                .extracting(SignatureException::fault)
                .isEqualTo(SignatureFault.SIGNED_HEADERS_INVALID);
    }
}
