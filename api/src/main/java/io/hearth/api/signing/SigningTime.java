package io.hearth.api.signing;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Pattern;

/** The form of {@code X-Sdk-Date}: UTC, to the second. */
final class SigningTime {

    private static final Pattern FORM = Pattern.compile("[0-9]{8}T[0-9]{6}Z");
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private SigningTime() {}

    static Instant parse(String text) {
        try {
            if (FORM.matcher(text).matches()) {
                return LocalDateTime.parse(text, FORMAT).toInstant(ZoneOffset.UTC);
            }
        } catch (DateTimeParseException e) {
            // A day or an hour that does not exist.
        }
        throw new SignatureException(SignatureFault.DATE_MALFORMED, text);
    }

    static String format(Instant time) {
        return FORMAT.format(time.atOffset(ZoneOffset.UTC));
    }
}
