package io.hearth.api.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hearth.api.signing.CanonicalRequest.PathReading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The requests {@code a} to {@code f} were captured from the SDKs of the service whose API this is. */
class RequestSignatureTest {

    private static final String ACCESS_KEY = "AKEXAMPLE0123456789";
    private static final String SECRET = "SKexampleSKexampleSKexampleSKexample01";
    private static final Instant NOW = Instant.parse("2026-11-22T10:07:03Z");
    private static final RawRequest PLAIN = signed("GET", "/v2.0/p/sessions", "");

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c", "d", "e", "f"})
    void whatTheSdksSignIsVerified(String vector) {
        RawRequest request = RawRequest.captured(vector);
        RequestSignature signature = RequestSignature.of(request.signable());

        assertThat(signature.accessKey()).isEqualTo(ACCESS_KEY);
        assertThatCode(() -> signature.verify(SECRET, request.bodyHash())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c", "d", "e", "f"})
    void everyStepIsThatOfTheSdks(String vector) {
        RawRequest request = RawRequest.captured(vector);
        List<String> names =
                Authorization.parse(request.header("Authorization")).signedHeaders();

        String canonical = CanonicalRequest.text(request.signable(), names, request.bodyHash(), PathReading.DECODED);
        assertThat(canonical).isEqualTo(RawRequest.resource(vector + "-canonical.txt"));
        assertThat(RequestSignature.stringToSign(request.header("X-Sdk-Date"), canonical))
                .isEqualTo(RawRequest.resource(vector + "-string-to-sign.txt"));
    }

    @Test
    void aPercentSignThatTheJavaSdkTookLiterallyIsVerified() {
        RawRequest meant = signed("GET", "/v2.0/p/resources/a%2520b.jar", "");
        RawRequest sent = meant.withTarget("/v2.0/p/resources/a%20b.jar");

        assertThatCode(() -> verify(sent)).doesNotThrowAnyException();
        assertRefused(() -> verify(meant.withTarget("/v2.0/p/resources/a%21b.jar")), SignatureFault.WRONG);
    }

    @Test
    void whateverIsChangedIsNoticed() {
        RawRequest request = signed("POST", "/v2.0/p/sessions?a=1&a=2&b=x%2By", "{}");

        assertThatCode(() -> verify(request)).doesNotThrowAnyException();
        assertRefused(() -> verify(request.withMethod("PUT")), SignatureFault.WRONG);
        assertRefused(() -> verify(request.withTarget("/v2.0/q/sessions?a=1&a=2&b=x%2By")), SignatureFault.WRONG);
        assertRefused(() -> verify(request.withTarget("/v2.0/p/sessions?a=2&a=1&b=x%2By")), SignatureFault.WRONG);
        assertRefused(() -> verify(request.withTarget("/v2.0/p/sessions?a=1&a=2&b=x+y")), SignatureFault.WRONG);
        assertRefused(() -> verify(request.withTarget("/v2.0/p/sessions?a=1&a=2")), SignatureFault.WRONG);
        assertRefused(() -> verify(request.withBody("{} ")), SignatureFault.WRONG);
        assertRefused(() -> verify(request.with("Host", "127.0.0.1:2")), SignatureFault.WRONG);
        assertRefused(
                () -> RequestSignature.of(request.signable()).verify("another secret", request.bodyHash()),
                SignatureFault.WRONG);
    }

    @Test
    void namesOfAQueryMayComeInAnyOrderAndAnyEncodingOfTheSame() {
        RawRequest request = signed("GET", "/p?b=x%20y&a=1&c", "");

        assertThatCode(() -> verify(request.withTarget("/p?a=1&&c=&b=x+y"))).doesNotThrowAnyException();
        assertThatCode(() -> verify(request.withTarget("/%70?a=1&c=&b=x%20%79")))
                .doesNotThrowAnyException();
    }

    @Test
    void blanksAroundAValueDoNotCount() {
        assertThatCode(() -> verify(PLAIN.with("Host", " \t127.0.0.1:1 "))).doesNotThrowAnyException();
    }

    @Test
    void fifteenMinutesOfSkewAreAllowedEitherWay() {
        RequestSignature signature = RequestSignature.of(PLAIN.signable());
        Duration limit = RequestSignature.MAX_SKEW;

        assertThatCode(() -> signature.checkTime(NOW.plus(limit))).doesNotThrowAnyException();
        assertThatCode(() -> signature.checkTime(NOW.minus(limit))).doesNotThrowAnyException();
        assertRefused(() -> signature.checkTime(NOW.plus(limit).plusSeconds(1)), SignatureFault.TIME_TOO_FAR);
        assertRefused(() -> signature.checkTime(NOW.minus(limit).minusSeconds(1)), SignatureFault.TIME_TOO_FAR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "20261122T100703",
                "20261122T100703z",
                "20261122 100703Z",
                "20261322T100703Z",
                "20260229T100703Z",
                "20261122T250703Z",
                "+0261122T100703Z",
                "٢٠٢٦١١٢٢T100703Z",
                "20261122T100703Z, 20261122T100703Z"
            })
    void aDateOfAnyOtherFormIsRefused(String date) {
        assertRefused(
                () -> RequestSignature.of(PLAIN.with("X-Sdk-Date", date).signable()), SignatureFault.DATE_MALFORMED);
    }

    @Test
    void aSignedHeaderThatIsMissingDoubledOrBrokenIsRefused() {
        assertRefused(() -> verify(PLAIN.without("Host")), SignatureFault.HEADER_NOT_ONCE);
        assertRefused(() -> verify(PLAIN.plus("HOST", "127.0.0.1:1")), SignatureFault.HEADER_NOT_ONCE);
        assertRefused(() -> verify(PLAIN.plus("x-sdk-date", "20261122T100703Z")), SignatureFault.HEADER_NOT_ONCE);
        assertRefused(() -> verify(PLAIN.without("X-Sdk-Date")), SignatureFault.HEADER_NOT_ONCE);
        assertRefused(() -> verify(PLAIN.with("Host", "a\nx-admin:1")), SignatureFault.HEADER_NOT_ONCE);
        assertRefused(
                () -> verify(PLAIN.plus("Authorization", PLAIN.header("Authorization"))),
                SignatureFault.HEADER_NOT_ONCE);
        assertRefused(() -> verify(PLAIN.without("Authorization")), SignatureFault.HEADER_NOT_ONCE);
        assertThatCode(() -> verify(PLAIN.plus("X-Other", "1").plus("X-Other", "2")))
                .as("a header that is not signed")
                .doesNotThrowAnyException();
    }

    @Test
    void theStatedHashOfABodyMustBeItsHash() {
        RawRequest request = signed("POST", "/p", "{}");
        String hash = request.bodyHash();

        assertThatCode(() -> verify(request.plus("X-Sdk-Content-Sha256", hash))).doesNotThrowAnyException();
        assertRefused(
                () -> verify(request.withBody("{ }").plus("X-Sdk-Content-Sha256", hash)), SignatureFault.BODY_DIFFERS);
        assertRefused(() -> verify(request.plus("X-Sdk-Content-Sha256", "")), SignatureFault.BODY_DIFFERS);
        assertRefused(
                () -> verify(request.plus("X-Sdk-Content-Sha256", hash).plus("X-Sdk-Content-Sha256", hash)),
                SignatureFault.HEADER_NOT_ONCE);
        assertRefused(() -> verify(request.plus("X-Sdk-Content-Sha256", BodyHash.UNSIGNED)), SignatureFault.WRONG);
    }

    @Test
    void aBodyThatIsNotSignedMayBeAnyButOnlyIfTheSenderSaidSo() {
        RawRequest unsigned = sign(new RawRequest("PUT", "/p", List.of(), "bytes"), BodyHash.UNSIGNED);

        assertThatCode(() -> verify(unsigned)).doesNotThrowAnyException();
        assertThatCode(() -> verify(unsigned.withBody("other bytes"))).doesNotThrowAnyException();
        assertRefused(() -> verify(unsigned.without("X-Sdk-Content-Sha256")), SignatureFault.HEADER_NOT_ONCE);
    }

    @Test
    void theHeaderOfAnUnsignedBodyNeedNotBeSignedItself() {
        RawRequest bare = new RawRequest("PUT", "/p", List.of(), "")
                .plus("Host", "h")
                .plus("X-Sdk-Date", "20261122T100703Z")
                .plus("X-Sdk-Content-Sha256", BodyHash.UNSIGNED);
        List<String> names = List.of("host", "x-sdk-date");
        String signature = RequestSignature.compute(
                bare.signable(), names, "20261122T100703Z", BodyHash.UNSIGNED, SECRET, PathReading.DECODED);
        RawRequest request = bare.plus("Authorization", new Authorization("AK", names, signature).header());

        assertThatCode(() -> verify(request.withBody("any"))).doesNotThrowAnyException();
        assertRefused(() -> verify(request.without("X-Sdk-Content-Sha256")), SignatureFault.WRONG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "p",
                "*",
                "/%",
                "/%4",
                "/%4g",
                "/%zz",
                "/%ff",
                "/%c0%af",
                "/%ed%a0%80",
                "/a b",
                "/\u4e2d",
                "/\n",
                "/%\uff11\uff11",
                "/p?%",
                "/p?a=%e4%b8",
                "/p?a=\u0000"
            })
    void aTargetThatCannotBeDecodedIsRefused(String target) {
        assertRefused(() -> RequestSignature.of(PLAIN.withTarget(target).signable()), SignatureFault.TARGET_MALFORMED);
    }

    @Test
    void aMethodThatWouldForgeLinesIsRefused() {
        assertRefused(() -> verify(PLAIN.withMethod("GET\n/")), SignatureFault.TARGET_MALFORMED);
        assertRefused(() -> verify(PLAIN.withMethod("")), SignatureFault.TARGET_MALFORMED);
    }

    private static RawRequest signed(String method, String target, String body) {
        RawRequest request = new RawRequest(method, target, List.of(), body);
        return sign(request, request.bodyHash());
    }

    private static RawRequest sign(RawRequest bare, String bodyHash) {
        RawRequest request = bare.plus("Host", "127.0.0.1:1");
        Map<String, String> added = new RequestSigner(ACCESS_KEY, SECRET)
                .sign(
                        request.method(),
                        request.signable().path(),
                        request.signable().query(),
                        Map.of("Host", "127.0.0.1:1"),
                        bodyHash,
                        NOW);
        for (Map.Entry<String, String> header : added.entrySet()) {
            request = request.plus(header.getKey(), header.getValue());
        }
        return request;
    }

    private static void verify(RawRequest request) {
        RequestSignature.of(request.signable()).verify(SECRET, request.bodyHash());
    }

    private static void assertRefused(ThrowingCallable work, SignatureFault fault) {
        assertThatExceptionOfType(SignatureException.class)
                .isThrownBy(work)
                .extracting(SignatureException::fault)
                .isEqualTo(fault);
    }
}
