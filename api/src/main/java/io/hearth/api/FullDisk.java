package io.hearth.api;

import java.io.IOException;
import java.util.List;

/** Disks that are full. Java has no type for that, only what the system says. */
public final class FullDisk {

    private static final List<String> SAYINGS =
            List.of("No space left on device", "Disk quota exceeded", "File too large", "not enough space on the disk");

    private FullDisk() {}

    /** Whether a failure is itself, without its causes, that of a full disk. */
    public static boolean isIn(Throwable failure) {
        String text = failure instanceof IOException ? failure.getMessage() : null;
        return text != null && isSaidBy(text);
    }

    /** Whether the message of an {@link IOException} is that of a full disk. */
    public static boolean isSaidBy(String message) {
        return SAYINGS.stream().anyMatch(message::contains);
    }
}
