package io.hearth.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Waits for bodies of the usual size without a thread, so that none is asked to wait for them; of larger ones it waits for
 * the beginning. One that does not come in its time counts as cut off. A caller that asks before it sends is not told to go on
 * until somebody wants its body.
 */
final class EagerBodies extends Handler.Wrapper {

    private static final int MOST_BYTES = 64 << 10;
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(30);

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean hasBody = request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
        if (!hasBody || request.getHeaders().contains(HttpHeader.EXPECT)) {
            return super.handle(request, response, callback);
        }
        new Arrival(request, response, callback).take(Runnable::run);
        return true;
    }

    /** The beginning of one body. It runs again whenever more is there. */
    private final class Arrival implements Runnable {

        private final Request request;
        private final Response response;
        private final Callback callback;
        private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
        private final byte[] step = new byte[1 << 13];
        private final long deadline = System.nanoTime() + MOST_NANOS;

        Arrival(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.callback = callback;
        }

        /** Whoever goes on may wait for the rest, and nobody hears of that as long as this has not returned. */
        @Override
        public void run() {
            take(request.getComponents().getExecutor());
        }

        void take(Executor executor) {
            while (begun.size() < MOST_BYTES) {
                if (System.nanoTime() - deadline > 0) {
                    goOn(executor, Content.Chunk.from(new TimeoutException("the body comes too slowly"), true));
                    return;
                }
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this);
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    goOn(executor, Content.Chunk.from(chunk.getFailure(), true));
                    return;
                }
                take(chunk);
                if (chunk.isLast()) {
                    goOn(executor, Content.Chunk.EOF);
                    return;
                }
            }
            goOn(executor, null);
        }

        private void take(Content.Chunk chunk) {
            while (chunk.hasRemaining()) {
                begun.write(step, 0, chunk.get(step, 0, step.length));
            }
            chunk.release();
        }

        private void goOn(Executor executor, Content.@Nullable Chunk end) {
            executor.execute(() -> goOn(end));
        }

        private void goOn(Content.@Nullable Chunk end) {
            try {
                Request begunRequest = new Begun(request, begun.toByteArray(), end);
                if (!EagerBodies.super.handle(begunRequest, response, callback)) {
                    Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
                }
            } catch (Throwable e) {
                Response.writeError(request, response, callback, e);
            }
        }
    }

    /** A request of whose body the beginning is there. Read by one thread at a time. */
    private static final class Begun extends Request.Wrapper {

        private final Content.@Nullable Chunk end;
        private byte @Nullable [] begun;

        /** @param end what follows the beginning; null when that is still to come */
        Begun(Request request, byte[] begun, Content.@Nullable Chunk end) {
            super(request);
            this.begun = begun.length == 0 ? null : begun;
            this.end = end;
        }

        @Override
        public Content.@Nullable Chunk read() {
            byte[] first = begun;
            if (first != null) {
                begun = null;
                return Content.Chunk.from(ByteBuffer.wrap(first), false);
            }
            return end == null ? super.read() : end;
        }

        @Override
        public void demand(Runnable demandCallback) {
            if (begun != null || end != null) {
                getComponents().getExecutor().execute(demandCallback);
            } else {
                super.demand(demandCallback);
            }
        }
    }
}
