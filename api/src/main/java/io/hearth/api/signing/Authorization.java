package io.hearth.api.signing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the {@code Authorization} header.
 *
 * @param accessKey the key's name, not its secret
 * @param signedHeaders lower-case names in the order in which they are hashed
 * @param signature 64 lower-case hex digits
 */
record Authorization(String accessKey, List<String> signedHeaders, String signature) {

    private static final int MAX_HEADERS = 64;
    private static final Pattern SEPARATOR = Pattern.compile(", ?");
    private static final Pattern ACCESS_KEY = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final Pattern HEADER_NAME = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]{1,128}");
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");
    private static final Set<String> PARTS = Set.of("Access", "SignedHeaders", "Signature");

    Authorization {
        signedHeaders = List.copyOf(signedHeaders);
    }

    static Authorization parse(String header) {
        String scheme = RequestSignature.ALGORITHM + " ";
        if (!header.startsWith(scheme)) {
            throw malformed();
        }
        Map<String, String> parts = parts(header.substring(scheme.length()));
        return new Authorization(
                matching(ACCESS_KEY, parts.get("Access")),
                signedHeaders(parts.get("SignedHeaders")),
                matching(SIGNATURE, parts.get("Signature")));
    }

    String header() {
        return RequestSignature.ALGORITHM + " Access=" + accessKey + ", SignedHeaders="
                + String.join(";", signedHeaders) + ", Signature=" + signature;
    }

    private static Map<String, String> parts(String text) {
        Map<String, String> parts = new HashMap<>();
        for (String part : SEPARATOR.split(text, -1)) {
            int equals = part.indexOf('=');
            String name = part.substring(0, Math.max(equals, 0));
            if (!PARTS.contains(name) || parts.put(name, part.substring(equals + 1)) != null) {
                throw malformed();
            }
        }
        return parts;
    }

    private static List<String> signedHeaders(@Nullable String text) {
        if (text == null) {
            throw malformed();
        }
        List<String> names = List.of(text.split(";", -1));
        boolean valid = names.size() <= MAX_HEADERS
                && names.stream().allMatch(name -> HEADER_NAME.matcher(name).matches())
                && new HashSet<>(names).size() == names.size()
                && names.contains(RequestSignature.HOST)
                && names.contains(RequestSignature.DATE);
        if (!valid) {
            throw new SignatureException(SignatureFault.SIGNED_HEADERS_INVALID);
        }
        return names;
    }

    private static String matching(Pattern pattern, @Nullable String text) {
        if (text == null || !pattern.matcher(text).matches()) {
            throw malformed();
        }
        return text;
    }

    private static SignatureException malformed() {
        return new SignatureException(SignatureFault.AUTHORIZATION_MALFORMED);
    }
}
