package io.hearth.driver.output;

import io.hearth.api.channel.Protocol;
import io.hearth.driver.channel.Backoff;
import io.hearth.driver.channel.GatewayRequests;
import io.hearth.driver.channel.Gateways;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Carries long texts to the gateways, a piece as soon as it is full and the rest when the statement is over. A gateway that
 * is away is tried again without end; what is not carried away when the process ends is still in its file. Thread-safe.
 */
public final class OutputUploader implements Spills {

    private static final int CHUNK_BYTES = 64 << 10;

    private final GatewayRequests requests;

    // Guarded by this.
    private final Deque<Upload> uploads = new ArrayDeque<>();

    /** Takes on every long text of the capture. */
    public OutputUploader(Gateways gateways, OutputCapture capture) {
        this.requests = new GatewayRequests(gateways);
        capture.spillTo(this);
    }

    /** One file on its way. Used by one thread. */
    private static final class Upload {
        final OutputFile file;
        long sent;
        boolean unsure;

        Upload(OutputFile file) {
            this.file = file;
        }

        /** Whether there is something to carry: a whole piece, or the rest. */
        boolean isDue() {
            return file.isComplete() || file.size() - sent >= Protocol.MAX_PIECE_BYTES;
        }

        boolean isDone() {
            return file.isComplete() && file.size() == sent;
        }

        String path() {
            OutputPlace place = file.place();
            return Protocol.OUTPUT_PATH + place.sessionId() + "/" + place.statement() + "?from=" + sent;
        }
    }

    /** No gateway will ever take it. */
    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /** Begins to carry. */
    public void start() {
        Thread thread = new Thread(this::live, "hearth-outputs");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public synchronized void add(OutputFile file) {
        uploads.add(new Upload(file));
    }

    @Override
    public synchronized void changed() {
        notifyAll();
    }

    private void live() {
        Backoff backoff = new Backoff();
        while (true) {
            try {
                carryNext(backoff);
            } catch (InterruptedException e) {
                // User code can interrupt any thread of its JVM; there is still as much to carry.
            }
        }
    }

    private void carryNext(Backoff backoff) throws InterruptedException {
        Upload due = awaitDue();
        try {
            carry(due);
            backoff.reset();
        } catch (RefusedException | RuntimeException e) {
            System.err.println("hearth-driver: the text of statement "
                    + due.file.place().statement() + " cannot be kept beyond its first " + due.sent + " bytes: "
                    + e.getMessage());
            end(due);
        } catch (IOException e) {
            due.unsure = true;
            TimeUnit.MILLISECONDS.sleep(backoff.next());
        }
    }

    private synchronized Upload awaitDue() throws InterruptedException {
        while (true) {
            for (Upload upload : uploads) {
                if (upload.isDue()) {
                    return upload;
                }
            }
            wait();
        }
    }

    private void carry(Upload upload) throws IOException, RefusedException {
        if (upload.unsure) {
            // The answer to a piece may have been lost, and another may have taken up where this one was cut off.
            upload.sent = put(upload, 0);
            upload.unsure = false;
        } else if (!upload.isDone()) {
            upload.sent = put(upload, Math.min(Protocol.MAX_PIECE_BYTES, upload.file.size() - upload.sent));
        }
        if (upload.isDone()) {
            end(upload);
        }
    }

    private void end(Upload upload) {
        synchronized (this) {
            uploads.remove(upload);
        }
        upload.file.release();
    }

    /** Puts a piece, and says how much the gateways have. */
    private long put(Upload upload, long bytes) throws IOException, RefusedException {
        HttpURLConnection connection = requests.put(upload.path(), bytes);
        try (InputStream in = open(upload)) {
            try (OutputStream out = connection.getOutputStream()) {
                copy(in, out, bytes);
            }
            requireTaken(connection.getResponseCode(), bytes);
            return length(connection, upload);
        } finally {
            connection.disconnect();
        }
    }

    /** The file is where code of users can reach it. */
    private static InputStream open(Upload upload) throws RefusedException {
        try {
            return upload.file.open(upload.sent);
        } catch (IOException e) {
            throw new RefusedException("its file is gone: " + e);
        }
    }

    private static void requireTaken(int status, long bytes) throws IOException, RefusedException {
        switch (status) {
            case HttpURLConnection.HTTP_NO_CONTENT -> {}
            case HttpURLConnection.HTTP_CONFLICT -> {
                if (bytes > 0) {
                    throw new IOException("the gateways have another part of it");
                }
            }
            case HttpURLConnection.HTTP_BAD_REQUEST,
                    HttpURLConnection.HTTP_UNAUTHORIZED,
                    HttpURLConnection.HTTP_NOT_FOUND,
                    HttpURLConnection.HTTP_ENTITY_TOO_LARGE ->
                throw new RefusedException("the gateway answered " + status);
            default -> throw new IOException("the gateway answered " + status);
        }
    }

    private static long length(HttpURLConnection connection, Upload upload) throws IOException, RefusedException {
        long length = connection.getHeaderFieldLong(Protocol.LENGTH_HEADER, -1);
        if (length < 0) {
            throw new IOException("the gateway does not say how much it has");
        }
        if (length > upload.file.size()) {
            throw new RefusedException("the gateway has more of it than was printed");
        }
        return length;
    }

    private static void copy(InputStream in, OutputStream out, long bytes) throws IOException, RefusedException {
        byte[] chunk = new byte[CHUNK_BYTES];
        long left = bytes;
        while (left > 0) {
            int read = in.read(chunk, 0, (int) Math.min(chunk.length, left));
            if (read < 0) {
                throw new RefusedException("its file has become shorter");
            }
            out.write(chunk, 0, read);
            left -= read;
        }
    }
}
