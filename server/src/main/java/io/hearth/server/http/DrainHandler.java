package io.hearth.server.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Takes in what is left of a body that nobody wanted once its answer is out, before the connection is given up. Many callers
 * send all they have before they read: a connection that is closed on them shows them a broken pipe in place of the answer.
 * No thread waits for it; a body beyond all measure is cut off all the same.
 */
final class DrainHandler extends Handler.Wrapper {

    private static final long MOST_BYTES = 256L << 20;
    private static final long MOST_NANOS = 20_000_000_000L;

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (request.getHeaders().contains(HttpHeader.EXPECT)) {
            // Who asks before sending has its answer then, and sends nothing.
            return super.handle(request, response, callback);
        }
        Callback rest = Callback.from(() -> rest(request, response, callback), callback::failed);
        return super.handle(new Unconsumed(request), response, rest);
    }

    private static void rest(Request request, Response response, Callback callback) {
        if (response.getStatus() == HttpStatus.SWITCHING_PROTOCOLS_101) {
            callback.succeeded();
        } else {
            new Drain(request, callback).run();
        }
    }

    /** Keeps what is behind it from giving up the body, and with it the connection, before the answer is out. */
    private static final class Unconsumed extends Request.Wrapper {

        Unconsumed(Request request) {
            super(request);
        }

        @Override
        public boolean consumeAvailable() {
            return true;
        }
    }

    /** One body on its way to nowhere. It runs again whenever more is there. */
    private static final class Drain implements Runnable {

        private final Request request;
        private final Callback callback;
        private final long deadline = System.nanoTime() + MOST_NANOS;
        private long taken;

        Drain(Request request, Callback callback) {
            this.request = request;
            this.callback = callback;
        }

        @Override
        public void run() {
            while (taken <= MOST_BYTES && System.nanoTime() - deadline < 0) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this);
                    return;
                }
                taken += chunk.remaining();
                boolean isEnd = chunk.isLast() || Content.Chunk.isFailure(chunk);
                chunk.release();
                if (isEnd) {
                    break;
                }
            }
            callback.succeeded();
        }
    }
}
