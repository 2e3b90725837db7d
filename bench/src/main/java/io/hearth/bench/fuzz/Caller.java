package io.hearth.bench.fuzz;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one call after the other, over one connection for as long as the gateway keeps it. Not thread-safe. */
final class Caller implements AutoCloseable {

    private static final int MOST_SHOWN = 600;

    private final int port;
    private final Tally tally;
    private String last = "";
    private @Nullable RawConnection connection;

    Caller(int port, Tally tally) {
        this.port = port;
        this.tally = tally;
    }

    /** Sends a request and holds its answer to the rules; null when there is none. */
    @Nullable
    RawAnswer call(String name, RawRequest request) throws IOException {
        RawConnection used = connect();
        boolean isFresh = !used.isUsed();
        try {
            RawAnswer answer = used.call(request, AnswerRules.PATIENCE_MILLIS);
            tally.answered(answer);
            last = name + "\n" + shown(request) + "  " + answer.status() + " " + answer.headers();
            List<String> wrong = AnswerRules.violations(request, answer);
            if (!wrong.isEmpty()) {
                tally.violated("%s: %s\n%s\n  %d %s %s"
                        .formatted(name, wrong, shown(request), answer.status(), answer.headers(), cut(answer.body())));
            }
            if (!answer.keepsConnection() || !request.isFramed()) {
                close();
            }
            return answer;
        } catch (SocketTimeoutException e) {
            tally.violated(name + ": no answer within " + AnswerRules.PATIENCE_MILLIS + " ms\n" + shown(request));
        } catch (EOFException | SocketException e) {
            if (!request.isFramed()) {
                tally.unanswered();
            } else if (isFresh) {
                tally.violated(name + ": " + e.getMessage() + "\n" + shown(request));
            } else {
                // Perhaps it was closed before the request came: on another connection there is no such excuse.
                tally.violated("the connection was closed without a word after " + last);
                close();
                return call(name, request);
            }
        }
        close();
        return null;
    }

    private RawConnection connect() throws IOException {
        RawConnection current = connection;
        if (current == null) {
            current = new RawConnection(port);
            connection = current;
            tally.connected();
        }
        return current;
    }

    private static String shown(RawRequest request) {
        return "  " + cut(new String(request.bytes(), StandardCharsets.UTF_8)).replace("\r\n", "\n  ");
    }

    private static String cut(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "… (" + text.length() + ")";
    }

    @Override
    public void close() throws IOException {
        RawConnection current = connection;
        connection = null;
        if (current != null) {
            current.close();
        }
    }
}
