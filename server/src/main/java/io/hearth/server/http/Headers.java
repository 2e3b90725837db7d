package io.hearth.server.http;

import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Language;
import io.hearth.server.error.Message;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the contract's own request headers say. */
final class Headers {

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{1,255}");

    private Headers() {}

    static Language language(Context context) {
        return Language.ofHeader(context.header("X-Language"));
    }

    /** {@code X-Project-Id} may repeat the path's project, never name another. */
    static void checkProject(Context context, String project) {
        for (String header : Collections.list(context.req().getHeaders("X-Project-Id"))) {
            if (!header.isEmpty() && !header.equals(project)) {
                throw GatewayException.invalid(Message.PROJECT_HEADER_DIFFERS, header, project);
            }
        }
    }

    /** What names this request, so that it can be sent again; null when nothing does. */
    static @Nullable String idempotencyKey(Context context) {
        Set<String> keys = new HashSet<>(Collections.list(context.req().getHeaders(IDEMPOTENCY_KEY)));
        if (keys.size() > 1) {
            throw GatewayException.invalid(Message.KEYS_DIFFER, IDEMPOTENCY_KEY);
        }
        for (String key : keys) {
            if (!KEY.matcher(key).matches()) {
                throw GatewayException.invalid(Message.KEY_INVALID, IDEMPOTENCY_KEY, key);
            }
            return key;
        }
        return null;
    }
}
