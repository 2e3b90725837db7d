package io.hearth.server.auth;

import io.hearth.server.auth.FailureLimits.Pair;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.util.Locale;
import java.util.Optional;

/** Verifies names with passwords: slowly for who guesses, quickly for who was right a moment ago. Thread-safe. */
final class Passwords {

    private final AuthStore store;
    private final PasswordHashes hashes;
    private final HashingPlaces places;
    private final RememberedPasswords remembered;
    private final FailureLimits limits;

    Passwords(
            AuthStore store,
            PasswordHashes hashes,
            HashingPlaces places,
            RememberedPasswords remembered,
            FailureLimits limits) {
        this.store = store;
        this.hashes = hashes;
        this.places = places;
        this.remembered = remembered;
        this.limits = limits;
    }

    /** The user whose password it is. Nobody learns whether it was the name or the password that was wrong. */
    User verify(String givenName, String password, String address) {
        String name = givenName.toLowerCase(Locale.ROOT);
        if (!Names.isUserName(name) || !PasswordHashes.isAllowed(password)) {
            throw refused();
        }
        Pair pair = new Pair(name, address);
        limits.check(pair);
        Optional<User> user =
                store.inTransaction(transaction -> transaction.users().findByName(name));
        if (user.filter(row -> isRemembered(row, password)).isPresent()) {
            limits.succeeded(pair);
            return user.get();
        }
        User proved = places.in(() -> {
            // Others may have failed while this one waited for a place; and the next in it must know of this one.
            limits.check(pair);
            boolean right =
                    hashes.matches(password, user.map(User::passwordHash).orElse(null));
            return user.filter(row -> right && row.enabled()).orElseThrow(() -> {
                limits.failed(pair);
                return refused();
            });
        });
        limits.succeeded(pair);
        remember(proved, password);
        return proved;
    }

    private boolean isRemembered(User user, String password) {
        return user.enabled() && remembered.knows(user, password);
    }

    private void remember(User user, String password) {
        String storedHash = user.passwordHash();
        if (storedHash != null) {
            remembered.remember(user, password, storedHash);
        }
    }

    private static GatewayException refused() {
        return GatewayException.notAuthenticated(Message.PASSWORD_REFUSED);
    }
}
