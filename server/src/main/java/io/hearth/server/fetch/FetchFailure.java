package io.hearth.server.fetch;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.packages.Source;
import java.io.Serial;

/** Why content was not fetched. */
final class FetchFailure extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Object why;
    private final Outlook outlook;

    private FetchFailure(ErrorCode code, Outlook outlook, Message why, Object... arguments) {
        super(why.name());
        this.code = code;
        this.why = why.with(arguments);
        this.outlook = outlook;
    }

    /** Whether another attempt may have more luck. */
    enum Outlook {
        PASSING,
        LASTING
    }

    static FetchFailure lasting(ErrorCode code, Message why, Object... arguments) {
        return new FetchFailure(code, Outlook.LASTING, why, arguments);
    }

    static FetchFailure passing(ErrorCode code, Message why, Object... arguments) {
        return new FetchFailure(code, Outlook.PASSING, why, arguments);
    }

    Outlook outlook() {
        return outlook;
    }

    GatewayException about(Source source) {
        return new GatewayException(code, Message.FETCH_FAILED, source.shown(), why);
    }
}
