package io.hearth.server.session;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;

/** Where new ids and secrets come from. Thread-safe. */
public interface IdSource {

    /** A UUID in its usual form. */
    String newId();

    /** 256 bits that nobody can guess, as hex. */
    String newSecret();

    /** Ids and secrets from the system's random source. */
    static IdSource random() {
        SecureRandom random = new SecureRandom();
        return new IdSource() {
            @Override
            public String newId() {
                return UUID.randomUUID().toString();
            }

            @Override
            public String newSecret() {
                byte[] bytes = new byte[32];
                random.nextBytes(bytes);
                return HexFormat.of().formatHex(bytes);
            }
        };
    }
}
