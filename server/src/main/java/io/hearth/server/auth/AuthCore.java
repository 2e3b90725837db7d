package io.hearth.server.auth;

import java.security.SecureRandom;
import java.time.Clock;

/** Makes everything about callers of its parts. */
public final class AuthCore {

    private static final int REMEMBERED_PASSWORDS = 1_000;
    private static final int REMEMBERED_FAILURES = 10_000;

    private final Authenticator authenticator;
    private final Tokens tokens;
    private final Operator operator;
    private final Administration administration;
    private final FirstStart firstStart;
    private final GatewayPasses passes;

    private AuthCore(AuthStore store, AuthOptions options, MasterKey masterKey, RandomTexts random, Clock clock) {
        CallerReader callers = new CallerReader(options.domain());
        FailureLimits limits =
                new FailureLimits(options.failuresAllowed(), options.failuresWindow(), REMEMBERED_FAILURES, clock);
        PasswordHashes hashes = new PasswordHashes(options.passwordIterations(), random);
        HashingPlaces places = new HashingPlaces(options.hashingPlaces(), options.hashingPatience());
        AccessKeys accessKeys = new AccessKeys(masterKey, random, clock);

        tokens = new Tokens(store, callers, random, clock, options.tokenLifetime());
        operator = new Operator(random, options.domain());
        authenticator = new Authenticator(
                store,
                callers,
                tokens,
                operator,
                new Passwords(
                        store, hashes, places, new RememberedPasswords(REMEMBERED_PASSWORDS, random, clock), limits),
                new Signatures(store, callers, masterKey, limits, clock),
                options.oidc().map(oidc -> new Bearers(store, callers, oidc, clock)));
        administration = new Administration(
                new UserAdministration(store, hashes, places, random, clock),
                new ProjectAdministration(store, random, clock),
                new AccessKeyAdministration(store, accessKeys));
        passes = new GatewayPasses(masterKey, clock);
        firstStart = new FirstStart(store, hashes, accessKeys, random, clock);
    }

    /** @throws MasterKeyException when there is no master key that fits; nothing was changed then */
    public static AuthCore open(AuthStore store, AuthOptions options, SecureRandom random, Clock clock) {
        RandomTexts texts = new RandomTexts(random);
        MasterKey masterKey = new MasterKeySource(store, options.dataDirectory(), texts).open(options.masterKey());
        return new AuthCore(store, options, masterKey, texts, clock);
    }

    public Authenticator authenticator() {
        return authenticator;
    }

    public Tokens tokens() {
        return tokens;
    }

    public Operator operator() {
        return operator;
    }

    public Administration administration() {
        return administration;
    }

    public GatewayPasses passes() {
        return passes;
    }

    public FirstStart firstStart() {
        return firstStart;
    }
}
