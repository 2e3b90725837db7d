package io.hearth.api.signing;

import io.hearth.api.signing.CanonicalRequest.PathReading;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Signs requests with an access key, for a client. Thread-safe. */
public final class RequestSigner {

    private final String accessKey;
    private final String secret;

    public RequestSigner(String accessKey, String secret) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("the secret of an access key is never empty");
        }
        this.accessKey = accessKey;
        this.secret = secret;
    }

    /**
     * What to add to a request.
     *
     * @param path as it will stand on the wire, percent-encoded
     * @param query as it will stand on the wire, percent-encoded; null when there is none
     * @param headers those that are to be signed, by name; {@code Host} must be among them, with the port as it is sent
     * @param bodyHash the hash of the body, as {@link BodyHash} makes it, or {@link BodyHash#UNSIGNED}
     * @return the headers to add: {@code X-Sdk-Date}, {@code Authorization}, and for a body that is not signed
     *     {@code X-Sdk-Content-Sha256}
     * @throws SignatureException when the request is none that could be verified
     */
    public Map<String, String> sign(
            String method,
            String path,
            @Nullable String query,
            Map<String, String> headers,
            String bodyHash,
            Instant now) {
        String date = SigningTime.format(now);
        Map<String, String> added = new LinkedHashMap<>();
        added.put("X-Sdk-Date", date);
        if (bodyHash.equals(BodyHash.UNSIGNED)) {
            added.put("X-Sdk-Content-Sha256", BodyHash.UNSIGNED);
        }
        Map<String, String> signed = new TreeMap<>();
        headers.forEach((name, value) -> signed.put(RequestSignature.lowerCase(name), value));
        added.forEach((name, value) -> signed.put(RequestSignature.lowerCase(name), value));
        List<String> names = List.copyOf(signed.keySet());

        SignableRequest request = new SignableRequest(method, path, query, name -> {
            String value = signed.get(name);
            return value == null ? List.of() : List.of(value);
        });
        String signature = RequestSignature.compute(request, names, date, bodyHash, secret, PathReading.DECODED);
        String header = new Authorization(accessKey, names, signature).header();
        Authorization.parse(header);
        added.put("Authorization", header);
        return added;
    }
}
