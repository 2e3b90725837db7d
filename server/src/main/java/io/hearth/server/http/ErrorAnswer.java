package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Language;

/** An error as it goes over the wire. */
record ErrorAnswer(ErrorCode code, String body) {

    static ErrorAnswer of(GatewayException exception, Language language) {
        return new ErrorAnswer(
                exception.code(),
                Json.text(Json.object()
                        .put("error_code", exception.code().code())
                        .put("error_msg", exception.messageIn(language))));
    }
}
