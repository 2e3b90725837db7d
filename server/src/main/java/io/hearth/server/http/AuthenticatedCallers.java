package io.hearth.server.http;

import io.hearth.api.signing.SignableRequest;
import io.hearth.server.auth.Authenticator;
import io.hearth.server.auth.Caller;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;

/**
 * Callers by what they bring: a token, a signature, name and password, or a token of the identity provider. Exactly one of
 * these: of two that disagree nobody could say which counts. Thread-safe.
 */
final class AuthenticatedCallers implements Callers {

    static final String TOKEN_HEADER = "X-Auth-Token";

    private static final String SIGNATURE = "sdk-hmac-sha256";
    private static final String BASIC = "basic";
    private static final String BEARER = "bearer";

    private final Authenticator authenticator;
    private final Function<String, Caller> byToken;

    private AuthenticatedCallers(Authenticator authenticator, Function<String, Caller> byToken) {
        this.authenticator = authenticator;
        this.byToken = byToken;
    }

    static AuthenticatedCallers users(Authenticator authenticator) {
        return new AuthenticatedCallers(authenticator, authenticator::byToken);
    }

    /** Those of addresses that administer, which the operator may call, too. */
    static AuthenticatedCallers usersAndTheOperator(Authenticator authenticator) {
        return new AuthenticatedCallers(authenticator, authenticator::byTokenOrOperator);
    }

    @Override
    public boolean isProject(String id) {
        return authenticator.isProject(id);
    }

    @Override
    public Caller of(Context context, SignedContent content) {
        List<String> tokens = headers(context, TOKEN_HEADER);
        List<String> authorizations = headers(context, "Authorization");
        if (tokens.size() + authorizations.size() > 1) {
            throw GatewayException.notAuthenticated(Message.CREDENTIALS_DOUBLED);
        }
        if (tokens.size() == 1) {
            return byToken.apply(tokens.get(0));
        }
        if (authorizations.isEmpty()) {
            throw GatewayException.notAuthenticated(Message.CREDENTIALS_MISSING);
        }
        return byAuthorization(context, authorizations.get(0), content);
    }

    private Caller byAuthorization(Context context, String authorization, SignedContent content) {
        int blank = authorization.indexOf(' ');
        String scheme = authorization.substring(0, Math.max(0, blank)).toLowerCase(Locale.ROOT);
        String rest = authorization.substring(blank + 1).strip();
        return switch (scheme) {
            case SIGNATURE ->
                authenticator.byAccessKey(signable(context), address(context)).verify(content.hash());
            case BASIC -> byPassword(rest, address(context));
            case BEARER -> authenticator.byBearer(rest);
            default -> throw GatewayException.notAuthenticated(Message.AUTHORIZATION_UNKNOWN);
        };
    }

    private Caller byPassword(String encoded, String address) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw GatewayException.notAuthenticated(Message.PASSWORD_REFUSED);
        }
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw GatewayException.notAuthenticated(Message.PASSWORD_REFUSED);
        }
        return authenticator.byPassword(pair.substring(0, colon), pair.substring(colon + 1), address);
    }

    private static SignableRequest signable(Context context) {
        Request request = ServletContextRequest.getServletContextRequest(context.req());
        return new SignableRequest(
                request.getMethod(),
                request.getHttpURI().getPath(),
                request.getHttpURI().getQuery(),
                name -> request.getHeaders().getValuesList(name));
    }

    /** Where a request comes from: the machine at the other end, or who was there before it when that is a trusted proxy. */
    static String address(Context context) {
        return context.req().getRemoteAddr();
    }

    private static List<String> headers(Context context, String name) {
        return Collections.list(context.req().getHeaders(name));
    }
}
