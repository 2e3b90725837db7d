package io.hearth.server.auth;

import io.hearth.api.ErrorCode;
import io.hearth.server.auth.AuthStore.Transaction;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.util.Locale;

/** Finds what a request names, or says that it is not there. */
final class Lookup {

    private Lookup() {}

    static User user(Transaction transaction, String name) {
        return transaction
                .users()
                .findByName(name.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, Message.NO_SUCH_USER, name));
    }

    /** As {@link #user}; the row is as it stays until the end of the transaction. */
    static User lockedUser(Transaction transaction, String name) {
        transaction.authority().lock();
        String id = user(transaction, name).id();
        return transaction
                .users()
                .lock(id)
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, Message.NO_SUCH_USER, name));
    }

    /** @param idOrName what is the id of one project is not taken for the name of another */
    static Project project(Transaction transaction, String idOrName) {
        return transaction
                .projects()
                .find(idOrName)
                .or(() -> transaction.projects().findByName(idOrName))
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, Message.NO_SUCH_PROJECT, idOrName));
    }
}
