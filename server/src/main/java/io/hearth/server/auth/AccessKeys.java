package io.hearth.server.auth;

import io.hearth.api.ErrorCode;
import io.hearth.server.auth.AuthStore.Transaction;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.time.Clock;

/** Makes access keys. Thread-safe. */
final class AccessKeys {

    private static final int MAX_PER_USER = 20;

    private final MasterKey masterKey;
    private final RandomTexts random;
    private final Clock clock;

    AccessKeys(MasterKey masterKey, RandomTexts random, Clock clock) {
        this.masterKey = masterKey;
        this.random = random;
        this.clock = clock;
    }

    NewAccessKey create(Transaction transaction, User user) {
        int held = transaction.accessKeys().ofUser(user.id()).size();
        if (held >= MAX_PER_USER) {
            throw new GatewayException(ErrorCode.LIMIT_REACHED, Message.TOO_MANY_ACCESS_KEYS, user.name(), held);
        }
        NewAccessKey key = new NewAccessKey(random.accessKeyId(), random.accessKeySecret());
        String encrypted = masterKey.encrypt(key.secret(), key.id(), random);
        transaction.accessKeys().insert(new AccessKey(key.id(), user.id(), encrypted, true, clock.millis()));
        return key;
    }
}
