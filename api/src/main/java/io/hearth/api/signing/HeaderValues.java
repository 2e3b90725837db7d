package io.hearth.api.signing;

import java.util.List;

/** Headers that count for a signature are there once, or the request is refused: two readers could take different ones. */
final class HeaderValues {

    private HeaderValues() {}

    /** The value of a header that is sent exactly once, without the blanks around it. */
    static String single(HeaderLookup headers, String name) {
        List<String> values = headers.values(name);
        if (values.size() != 1) {
            throw new SignatureException(SignatureFault.HEADER_NOT_ONCE, name);
        }
        String value = values.get(0);
        // A line break would forge further lines of what is hashed.
        if (value.chars().anyMatch(character -> (character < ' ' && character != '\t') || character == 0x7f)) {
            throw new SignatureException(SignatureFault.HEADER_NOT_ONCE, name);
        }
        return value.strip();
    }

    static boolean isPresent(HeaderLookup headers, String name) {
        return !headers.values(name).isEmpty();
    }
}
