package io.hearth.server.auth;

import io.hearth.api.signing.SignableRequest;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.util.List;
import java.util.Optional;

/**
 * Finds out who is calling. Each method takes one kind of proof and answers the caller, or throws a GatewayException:
 * NOT_AUTHENTICATED, or TOO_MANY_REQUESTS with a time to come back after. An {@code address} is that of the caller's
 * machine, as far as it can be trusted; failed attempts are counted by it. Thread-safe.
 */
public final class Authenticator {

    private final AuthStore store;
    private final CallerReader callers;
    private final Tokens tokens;
    private final Operator operator;
    private final Passwords passwords;
    private final Signatures signatures;
    private final Optional<Bearers> bearers;

    Authenticator(
            AuthStore store,
            CallerReader callers,
            Tokens tokens,
            Operator operator,
            Passwords passwords,
            Signatures signatures,
            Optional<Bearers> bearers) {
        this.store = store;
        this.callers = callers;
        this.tokens = tokens;
        this.operator = operator;
        this.passwords = passwords;
        this.signatures = signatures;
        this.bearers = bearers;
    }

    /** By a token that {@link #issueToken} issued; the caller's role is that in the token's project. */
    public Caller byToken(String token) {
        return tokens.validate(token);
    }

    /** As {@link #byToken}, for what administers and for nothing else: there the operator's token counts, too. */
    public Caller byTokenOrOperator(String token) {
        return operator.byToken(token).orElseGet(() -> byToken(token));
    }

    /** By name and password, as Basic credentials carry them. */
    public Caller byPassword(String name, String password, String address) {
        User proved = passwords.verify(name, password, address);
        return store.inTransaction(transaction ->
                        transaction.users().find(proved.id()).flatMap(user -> callers.everywhere(transaction, user)))
                .orElseThrow(() -> GatewayException.notAuthenticated(Message.PASSWORD_REFUSED));
    }

    /** By a signature, which can be verified once the body has been read. */
    public PendingSignature byAccessKey(SignableRequest request, String address) {
        return signatures.read(request, address);
    }

    /** By a token of the identity provider. */
    public Caller byBearer(String jwt) {
        return bearers.orElseThrow(() -> GatewayException.notAuthenticated(Message.BEARER_NOT_CONFIGURED))
                .verify(jwt);
    }

    /** Issues a token for a project to who knows the password. */
    public IssuedToken issueToken(String name, String password, String address, ProjectScope scope) {
        return tokens.issue(passwords.verify(name, password, address), scope);
    }

    /** What a token is good for; empty when it is good for nothing. */
    public Optional<IssuedToken> describeToken(String token) {
        return tokens.describe(token);
    }

    /** From now on nobody can use the token. */
    public void revokeToken(String token) {
        tokens.revoke(token);
    }

    /** Whether there is such a project and it is enabled. */
    public boolean isProject(String id) {
        return store.inTransaction(transaction -> transaction.projects().find(id))
                .filter(Project::enabled)
                .isPresent();
    }

    /**
     * The enabled projects that a caller has to do with, by name: all of them for a system administrator, and for a user with
     * a token those of the user.
     */
    public List<Project> projects(Caller caller) {
        return store.inTransaction(transaction -> {
            String userId = caller.userId();
            List<String> ids = userId == null
                    ? List.copyOf(caller.roles().keySet())
                    : transaction.grants().effective(userId).stream()
                            .map(Grant::projectId)
                            .toList();
            return transaction.projects().all().stream()
                    .filter(Project::enabled)
                    .filter(project -> caller.systemAdmin() || ids.contains(project.id()))
                    .toList();
        });
    }
}
