package io.hearth.server.auth;

import io.hearth.api.signing.RequestSignature;
import io.hearth.api.signing.SignableRequest;
import io.hearth.api.signing.SignatureException;
import io.hearth.api.signing.SignatureFault;
import io.hearth.server.auth.AuthStore.Transaction;
import io.hearth.server.auth.FailureLimits.Pair;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.time.Clock;
import java.util.Optional;

/**
 * Verifies requests that are signed with an access key. Only a wrong signature and an unknown key count as a failed attempt: a
 * clock that is wrong or a request that cannot be read is nobody's guess. Thread-safe.
 */
final class Signatures {

    private final AuthStore store;
    private final CallerReader callers;
    private final MasterKey masterKey;
    private final FailureLimits limits;
    private final Clock clock;

    Signatures(AuthStore store, CallerReader callers, MasterKey masterKey, FailureLimits limits, Clock clock) {
        this.store = store;
        this.callers = callers;
        this.masterKey = masterKey;
        this.limits = limits;
        this.clock = clock;
    }

    /** Refuses at once what no body could make right. */
    PendingSignature read(SignableRequest request, String address) {
        RequestSignature signature;
        try {
            signature = RequestSignature.of(request);
            signature.checkTime(clock.instant());
        } catch (SignatureException e) {
            throw told(e);
        }
        Pair pair = new Pair(signature.accessKey(), address);
        limits.check(pair);
        AccessKey key = store.inTransaction(
                        transaction -> transaction.accessKeys().find(signature.accessKey()))
                .filter(AccessKey::enabled)
                .orElseThrow(() -> failed(pair));
        String secret = masterKey.decrypt(key.encryptedSecret(), key.id());
        return bodyHash -> verify(signature, secret, bodyHash, pair);
    }

    private Caller verify(RequestSignature signature, String secret, String bodyHash, Pair pair) {
        limits.check(pair);
        try {
            signature.verify(secret, bodyHash);
        } catch (SignatureException e) {
            throw e.fault() == SignatureFault.WRONG ? failed(pair) : told(e);
        }
        // A body may take long to come: who disabled the key meanwhile meant this request too.
        Caller caller = store.inTransaction(transaction -> holder(transaction, signature.accessKey()))
                .orElseThrow(() -> failed(pair));
        limits.succeeded(pair);
        return caller;
    }

    private Optional<Caller> holder(Transaction transaction, String keyId) {
        return transaction
                .accessKeys()
                .find(keyId)
                .filter(AccessKey::enabled)
                .flatMap(key -> transaction.users().find(key.userId()))
                .flatMap(user -> callers.everywhere(transaction, user));
    }

    private GatewayException failed(Pair pair) {
        limits.failed(pair);
        return GatewayException.notAuthenticated(Message.SIGNATURE_REFUSED);
    }

    private static GatewayException told(SignatureException refusal) {
        String detail = refusal.detail();
        return switch (refusal.fault()) {
            case AUTHORIZATION_MALFORMED -> GatewayException.notAuthenticated(Message.AUTHORIZATION_MALFORMED);
            case SIGNED_HEADERS_INVALID -> GatewayException.notAuthenticated(Message.SIGNED_HEADERS_INVALID);
            case HEADER_NOT_ONCE -> GatewayException.notAuthenticated(Message.SIGNED_HEADER_NOT_ONCE, detail);
            case DATE_MALFORMED -> GatewayException.notAuthenticated(Message.SIGNING_DATE_MALFORMED, detail);
            case TIME_TOO_FAR -> GatewayException.notAuthenticated(Message.SIGNING_TIME_TOO_FAR, detail);
            case TARGET_MALFORMED -> GatewayException.notAuthenticated(Message.SIGNED_TARGET_MALFORMED);
            case BODY_DIFFERS -> GatewayException.notAuthenticated(Message.SIGNED_BODY_DIFFERS);
            case WRONG -> GatewayException.notAuthenticated(Message.SIGNATURE_REFUSED);
        };
    }
}
