package io.hearth.server.auth;

import io.hearth.api.ErrorCode;
import io.hearth.server.auth.AuthStore.Transaction;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes, changes and removes users. They are named by their names, in any case. Sessions of a user who is removed keep the
 * name, and a later user of that name owns them: disable who may come back. Thread-safe.
 */
public final class UserAdministration {

    private final AuthStore store;
    private final PasswordHashes hashes;
    private final HashingPlaces places;
    private final RandomTexts random;
    private final Clock clock;

    UserAdministration(AuthStore store, PasswordHashes hashes, HashingPlaces places, RandomTexts random, Clock clock) {
        this.store = store;
        this.hashes = hashes;
        this.places = places;
        this.random = random;
        this.clock = clock;
    }

    /** Whether a user may everything. */
    public enum Standing {
        ORDINARY,
        SYSTEM_ADMIN
    }

    /** A password that nobody can guess, for who did not choose one. */
    public String newPassword() {
        return random.password();
    }

    /** @param password null for a user who is to have access keys only */
    public User create(String givenName, @Nullable String password, Standing standing) {
        String name = givenName.toLowerCase(Locale.ROOT);
        if (!Names.isUserName(name)) {
            throw GatewayException.invalid(Message.USER_NAME_INVALID, givenName);
        }
        String hash = password == null ? null : hash(password);
        User user = new User(random.id(), name, hash, true, standing == Standing.SYSTEM_ADMIN, clock.millis());
        store.run(transaction -> {
            transaction.authority().lock();
            if (transaction.users().findByName(name).isPresent()) {
                throw new GatewayException(ErrorCode.ALREADY_EXISTS, Message.USER_EXISTS, name);
            }
            if (transaction.users().hasOpenSessions(name)) {
                throw new GatewayException(ErrorCode.NOT_SUPPORTED, Message.USER_HAS_SESSIONS, name);
            }
            transaction.users().insert(user);
        });
        return user;
    }

    /** By name. */
    public List<User> list() {
        return store.inTransaction(transaction -> transaction.users().all());
    }

    public User find(String name) {
        return store.inTransaction(transaction -> Lookup.user(transaction, name));
    }

    public void enable(String name) {
        store.run(transaction -> {
            User user = Lookup.lockedUser(transaction, name);
            transaction.users().update(user.withEnabled(true));
        });
    }

    /** The user's tokens are gone, and do not come back with the user. */
    public void disable(String name) {
        store.run(transaction -> {
            User user = Lookup.lockedUser(transaction, name);
            keepOneSystemAdmin(transaction, user);
            transaction.tokens().removeOfUser(user.id());
            transaction.users().update(user.withEnabled(false));
        });
    }

    /** Roles, access keys and tokens go with the user. */
    public void remove(String name) {
        store.run(transaction -> {
            User user = Lookup.lockedUser(transaction, name);
            keepOneSystemAdmin(transaction, user);
            transaction.tokens().removeOfUser(user.id());
            transaction.accessKeys().removeOfUser(user.id());
            transaction.grants().removeOfUser(user.id());
            transaction.users().remove(user.id());
        });
    }

    /** Ends the user's tokens too. */
    public void resetPassword(String name, String password) {
        String hash = hash(password);
        store.run(transaction -> {
            User user = Lookup.lockedUser(transaction, name);
            transaction.tokens().removeOfUser(user.id());
            transaction.users().update(user.withPasswordHash(hash));
        });
    }

    /** Outside of any transaction: it takes its time. */
    private String hash(String password) {
        if (!PasswordHashes.isAllowed(password)) {
            throw GatewayException.invalid(
                    Message.PASSWORD_LENGTH, PasswordHashes.MIN_LENGTH, PasswordHashes.MAX_LENGTH);
        }
        return places.in(() -> hashes.hash(password));
    }

    /** Nobody could let anybody in again. */
    private static void keepOneSystemAdmin(Transaction transaction, User user) {
        boolean counts = user.systemAdmin() && user.enabled();
        if (counts && transaction.users().countActiveSystemAdmins() == 1) {
            throw new GatewayException(ErrorCode.NOT_SUPPORTED, Message.LAST_SYSTEM_ADMIN, user.name());
        }
    }
}
