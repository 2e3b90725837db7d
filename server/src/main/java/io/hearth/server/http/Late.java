package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Request;

/** What callers are told who come too late, or whose requests do. */
final class Late {

    private Late() {}

    /** Whether no new requests are taken, because the gateway stops. */
    static boolean isStopping(Request request) {
        Connector connector = request.getConnectionMetaData().getConnector();
        return connector.isShutdown() || connector.getServer().isStopping();
    }

    /** For a request whose body did not come in its time: a gateway that stops gives less of it than was promised. */
    static GatewayException refusal(Request request) {
        return isStopping(request) ? stopping() : new GatewayException(ErrorCode.TIMED_OUT, Message.REQUEST_TIMED_OUT);
    }

    static GatewayException stopping() {
        return new GatewayException(ErrorCode.UNAVAILABLE, Message.GATEWAY_STOPPING);
    }
}
