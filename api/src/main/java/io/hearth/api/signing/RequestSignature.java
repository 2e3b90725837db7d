package io.hearth.api.signing;

import io.hearth.api.Sha256;
import io.hearth.api.signing.CanonicalRequest.PathReading;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature that a request bears, read and ready to be verified: first the time, then, once the body has been read and
 * the key's secret found, the signature itself.
 *
 * <p>Which headers are signed is the client's choice; host and time must be among them. {@code X-Sdk-Content-Sha256} need not
 * be: its value stands in what is hashed, so that neither adding, changing nor dropping the header goes unnoticed. Its value
 * {@code UNSIGNED-PAYLOAD} leaves the body out of the signature; then only the transport protects it. A request that somebody
 * overhears can be sent again until its time is over.
 */
public final class RequestSignature {

    /** How far {@code X-Sdk-Date} may be from the server's time, either way. */
    public static final Duration MAX_SKEW = Duration.ofMinutes(15);

    static final String ALGORITHM = "SDK-HMAC-SHA256";
    static final String AUTHORIZATION = "authorization";
    static final String HOST = "host";
    static final String DATE = "x-sdk-date";
    static final String CONTENT_HASH = "x-sdk-content-sha256";

    private final SignableRequest request;
    private final Authorization authorization;
    private final String date;
    private final Instant signedAt;

    private RequestSignature(SignableRequest request, Authorization authorization, String date) {
        this.request = request;
        this.authorization = authorization;
        this.date = date;
        this.signedAt = SigningTime.parse(date);
    }

    /** Whether an {@code Authorization} header is of this scheme at all. */
    public static boolean isMeantBy(String authorizationHeader) {
        return authorizationHeader.startsWith(ALGORITHM + " ");
    }

    /**
     * Reads the signature of a request and refuses at once what no secret could make right.
     *
     * @throws SignatureException for whatever is not a well-formed signature of a well-formed request
     */
    public static RequestSignature of(SignableRequest request) {
        Authorization authorization = Authorization.parse(HeaderValues.single(request.headers(), AUTHORIZATION));
        RequestSignature signature =
                new RequestSignature(request, authorization, HeaderValues.single(request.headers(), DATE));
        // Before a body is read for it.
        CanonicalRequest.text(request, authorization.signedHeaders(), "", PathReading.DECODED);
        signature.signedBodyHash("");
        return signature;
    }

    /** The name of the key that the sender claims to hold. */
    public String accessKey() {
        return authorization.accessKey();
    }

    /** @throws SignatureException when the request was signed more than {@link #MAX_SKEW} ago or ahead */
    public void checkTime(Instant now) {
        if (Duration.between(signedAt, now).abs().compareTo(MAX_SKEW) > 0) {
            throw new SignatureException(SignatureFault.TIME_TOO_FAR, SigningTime.format(now));
        }
    }

    /**
     * @param secret the secret of {@link #accessKey()}
     * @param bodyHash the hash of the body that was received, as {@link BodyHash} makes it
     * @throws SignatureException when the sender did not hold the secret, or the request is not the one that was signed
     */
    public void verify(String secret, String bodyHash) {
        String signedHash = signedBodyHash(bodyHash);
        if (!signedHash.equals(BodyHash.UNSIGNED) && !signedHash.equals(bodyHash)) {
            throw new SignatureException(SignatureFault.BODY_DIFFERS);
        }
        boolean right = matches(secret, signedHash, PathReading.DECODED)
                || (request.path().contains("%") && matches(secret, signedHash, PathReading.LITERAL));
        if (!right) {
            throw new SignatureException(SignatureFault.WRONG);
        }
    }

    private String signedBodyHash(String bodyHash) {
        return HeaderValues.isPresent(request.headers(), CONTENT_HASH)
                ? HeaderValues.single(request.headers(), CONTENT_HASH)
                : bodyHash;
    }

    private boolean matches(String secret, String bodyHash, PathReading reading) {
        String expected = compute(request, authorization.signedHeaders(), date, bodyHash, secret, reading);
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII),
                authorization.signature().getBytes(StandardCharsets.US_ASCII));
    }

    static String compute(
            SignableRequest request,
            List<String> signedHeaders,
            String date,
            String bodyHash,
            String secret,
            PathReading reading) {
        String canonical = CanonicalRequest.text(request, signedHeaders, bodyHash, reading);
        return hmac(secret, stringToSign(date, canonical));
    }

    static String stringToSign(String date, String canonical) {
        return ALGORITHM + "\n" + date + "\n" + Sha256.of(canonical);
    }

    static String lowerCase(String headerName) {
        return headerName.toLowerCase(Locale.ROOT);
    }

    private static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
