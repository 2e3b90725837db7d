package io.hearth.driver.output;

import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.driver.channel.OutputSource;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The running statements whose text somebody reads as it comes. Nothing is kept for them beside the text that a statement
 * keeps anyway: it is looked at when the channel can send more, so code that prints never waits for a gateway. Thread-safe.
 */
public final class FollowedOutputs implements OutputSource {

    private static final int PIECE_BYTES = 32 << 10;

    /** A gateway that forgets to stop what it follows; the oldest are given up. */
    private static final int MOST_FOLLOWED = 256;

    private final OutputCapture capture;
    private final Map<String, Follower> followers = new LinkedHashMap<>();
    private volatile boolean ready;
    private volatile Runnable wake = () -> {};

    /** Begins to know of every statement that the capture opens. */
    public FollowedOutputs(OutputCapture capture) {
        this.capture = capture;
        capture.whenOpened(this::look);
    }

    /** How far a statement was told. */
    private static final class Follower {
        private final GatewayFrame.FollowOutput order;
        private int bytes;
        private int characters;
        private long encodedBytes;

        Follower(GatewayFrame.FollowOutput order) {
            this.order = order;
        }
    }

    @Override
    public void whenReady(Runnable waker) {
        wake = waker;
    }

    /** Tells the text of a statement from some place on, also of one that has yet to begin. */
    public void follow(String id, GatewayFrame.FollowOutput order) {
        synchronized (this) {
            followers.remove(id);
            followers.put(id, new Follower(order));
            if (followers.size() > MOST_FOLLOWED) {
                followers.remove(followers.keySet().iterator().next());
            }
        }
        look();
    }

    /** Ends {@link #follow}. */
    public synchronized void stop(String id) {
        followers.remove(id);
    }

    @Override
    public synchronized void forget() {
        followers.clear();
    }

    private void look() {
        ready = true;
        wake.run();
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public synchronized DriverFrame.@Nullable Output next() {
        ready = false;
        for (Map.Entry<String, Follower> entry : followers.entrySet()) {
            StatementOutput output = capture.find(entry.getKey());
            DriverFrame.Output piece = output == null ? null : piece(output, entry.getValue());
            if (piece != null) {
                ready = true;
                return piece;
            }
        }
        return null;
    }

    private DriverFrame.@Nullable Output piece(StatementOutput output, Follower follower) {
        while (true) {
            byte[] bytes = output.after(follower.bytes, PIECE_BYTES, this::look);
            if (bytes.length == 0) {
                return null;
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            follower.encodedBytes += text.getBytes(StandardCharsets.UTF_8).length;
            if (follower.encodedBytes > output.limit()) {
                // Bytes that are no UTF-8 have grown; what still belongs to the text is told with its end.
                return null;
            }
            int offset = follower.characters;
            follower.bytes += bytes.length;
            follower.characters += text.length();
            int skipped = Math.max(0, follower.order.from() - offset);
            if (skipped < text.length()) {
                return new DriverFrame.Output(
                        follower.order.sessionId(),
                        follower.order.statement(),
                        offset + skipped,
                        text.substring(skipped));
            }
        }
    }
}
