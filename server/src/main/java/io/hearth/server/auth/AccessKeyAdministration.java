package io.hearth.server.auth;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.util.List;

/** Makes, changes and removes access keys. Thread-safe. */
public final class AccessKeyAdministration {

    private final AuthStore store;
    private final AccessKeys accessKeys;

    AccessKeyAdministration(AuthStore store, AccessKeys accessKeys) {
        this.store = store;
        this.accessKeys = accessKeys;
    }

    /** The only time that the secret is told. */
    public NewAccessKey create(String userName) {
        return store.inTransaction(
                transaction -> accessKeys.create(transaction, Lookup.lockedUser(transaction, userName)));
    }

    /** The oldest first. */
    public List<AccessKey> list(String userName) {
        return store.inTransaction(transaction -> transaction
                .accessKeys()
                .ofUser(Lookup.user(transaction, userName).id()));
    }

    public void enable(String id) {
        setEnabled(id, true);
    }

    public void disable(String id) {
        setEnabled(id, false);
    }

    public void remove(String id) {
        store.run(transaction -> expect(transaction.accessKeys().remove(id), id));
    }

    private void setEnabled(String id, boolean enabled) {
        store.run(transaction -> expect(transaction.accessKeys().setEnabled(id, enabled), id));
    }

    private static void expect(boolean there, String id) {
        if (!there) {
            throw new GatewayException(ErrorCode.NOT_FOUND, Message.NO_SUCH_ACCESS_KEY, id);
        }
    }
}
