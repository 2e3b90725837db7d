package io.hearth.driver.output;

/** Where characters end. */
final class Utf8 {

    private Utf8() {}

    /** The longest beginning that does not end within a character. */
    static int wholeCharacters(byte[] bytes) {
        int start = bytes.length - 1;
        while (start > 0 && bytes.length - start < 4 && (bytes[start] & 0xC0) == 0x80) {
            start--;
        }
        if (start < 0) {
            return 0;
        }
        int lead = bytes[start] & 0xFF;
        int width = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        return start + width <= bytes.length ? bytes.length : start;
    }
}
