package io.hearth.server.http;

import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Language;
import io.hearth.server.error.Message;
import io.javalin.http.Context;
import java.util.Collections;

/** What the contract's own request headers say. */
final class Headers {

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
}
