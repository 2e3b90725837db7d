package io.hearth.driver.output;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Bytes of which a part can be had while they grow. Not thread-safe. */
final class GrowingBytes extends ByteArrayOutputStream {

    /** The bytes from one place up to, and without, another. */
    byte[] range(int from, int to) {
        return Arrays.copyOfRange(buf, from, to);
    }
}
