package io.hearth.api.signing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding as the scheme wants it: every byte of UTF-8 but letters, digits and {@code -_.~}. */
final class PercentCoding {

    private static final String DIGITS = "0123456789ABCDEF";

    /** What a plus sign stands for. */
    enum Plus {
        ITSELF,
        SPACE
    }

    private PercentCoding() {}

    /** Strict: a broken escape, bytes that are no UTF-8 and characters that no request target holds are refused. */
    static String decode(String raw, Plus plus) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char character = raw.charAt(i);
            if (character == '%') {
                bytes.write(escapedByte(raw, i));
                i += 2;
            } else if (character == '+' && plus == Plus.SPACE) {
                bytes.write(' ');
            } else {
                bytes.write(checked(character));
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SignatureException(SignatureFault.TARGET_MALFORMED);
        }
    }

    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(unit)) {
                encoded.append((char) unit);
            } else {
                encoded.append('%').append(DIGITS.charAt((unit >> 4) & 15)).append(DIGITS.charAt(unit & 15));
            }
        }
        return encoded.toString();
    }

    private static int escapedByte(String raw, int position) {
        int high = position + 2 < raw.length() ? hexDigit(raw.charAt(position + 1)) : -1;
        int low = high < 0 ? -1 : hexDigit(raw.charAt(position + 2));
        if (low < 0) {
            throw new SignatureException(SignatureFault.TARGET_MALFORMED);
        }
        return high * 16 + low;
    }

    /** Not by Character.digit, which takes digits of other scripts too. */
    private static int hexDigit(char character) {
        return DIGITS.indexOf(character >= 'a' && character <= 'f' ? character - 'a' + 'A' : character);
    }

    private static char checked(char character) {
        if (character <= ' ' || character >= 0x7f) {
            throw new SignatureException(SignatureFault.TARGET_MALFORMED);
        }
        return character;
    }

    private static boolean isUnreserved(byte unit) {
        return (unit >= 'A' && unit <= 'Z')
                || (unit >= 'a' && unit <= 'z')
                || (unit >= '0' && unit <= '9')
                || "-_.~".indexOf(unit) >= 0;
    }
}
