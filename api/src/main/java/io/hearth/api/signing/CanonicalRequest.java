package io.hearth.api.signing;

import io.hearth.api.signing.PercentCoding.Plus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request in the one form that both sides hash. */
final class CanonicalRequest {

    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");

    /** How the path is read before it is encoded again. */
    enum PathReading {
        /** What every client agrees on. */
        DECODED,

        /** A per cent sign stands for itself: the Java SDK signs {@code a%2520b} and sends {@code a%20b}. */
        LITERAL
    }

    private CanonicalRequest() {}

    static String text(SignableRequest request, List<String> signedHeaders, String bodyHash, PathReading reading) {
        if (!METHOD.matcher(request.method()).matches()) {
            throw new SignatureException(SignatureFault.TARGET_MALFORMED);
        }
        StringBuilder text = new StringBuilder(512)
                .append(request.method())
                .append('\n')
                .append(path(request.path(), reading))
                .append('\n')
                .append(query(request.query()))
                .append('\n');
        for (String name : signedHeaders) {
            text.append(name)
                    .append(':')
                    .append(HeaderValues.single(request.headers(), name))
                    .append('\n');
        }
        return text.append('\n')
                .append(String.join(";", signedHeaders))
                .append('\n')
                .append(bodyHash)
                .toString();
    }

    /** Always with a slash at its end, whether the request has one or not. */
    private static String path(String raw, PathReading reading) {
        if (!raw.startsWith("/")) {
            throw new SignatureException(SignatureFault.TARGET_MALFORMED);
        }
        String decoded = PercentCoding.decode(raw, Plus.ITSELF);
        String path = switch (reading) {
            case DECODED -> decoded;
            case LITERAL -> raw;
        };
        StringBuilder canonical = new StringBuilder(path.length() + 1);
        for (String segment : path.split("/", -1)) {
            canonical.append(PercentCoding.encode(segment)).append('/');
        }
        if (path.endsWith("/")) {
            canonical.setLength(canonical.length() - 1);
        }
        return canonical.toString();
    }

    /**
     * A plus sign is a space here, because that is what servers read it as: were it taken for itself, somebody on the way
     * could turn a signed plus into a space.
     */
    private static String query(@Nullable String raw) {
        if (raw == null || raw.isEmpty()) {
            return "";
        }
        List<Pair> pairs = new ArrayList<>();
        for (String part : raw.split("&", -1)) {
            if (!part.isEmpty()) {
                pairs.add(Pair.of(part));
            }
        }
        // Values of one name stay in their order: the sort is stable.
        pairs.sort(Comparator.comparing(Pair::name));
        return String.join("&", pairs.stream().map(Pair::text).toList());
    }

    private record Pair(String name, String value) {

        static Pair of(String part) {
            int equals = part.indexOf('=');
            return equals < 0
                    ? new Pair(recode(part), "")
                    : new Pair(recode(part.substring(0, equals)), recode(part.substring(equals + 1)));
        }

        private static String recode(String raw) {
            return PercentCoding.encode(PercentCoding.decode(raw, Plus.SPACE));
        }

        String text() {
            return name + "=" + value;
        }
    }
}
