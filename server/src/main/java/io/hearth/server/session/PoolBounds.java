package io.hearth.server.session;

import java.util.Map;

/**
 * How many warm drivers queues may have.
 *
 * @param queues by the queue's kept name
 * @param others for every queue that is not named
 */
public record PoolBounds(Map<String, Range> queues, Range others) {

    /** Nobody gets any. */
    public static final PoolBounds NONE = new PoolBounds(Map.of(), new Range(0, 0));

    /** @param least how many are kept though nobody asks for any */
    public record Range(int least, int most) {}

    Range of(String queue) {
        return queues.getOrDefault(queue, others);
    }

    boolean isNone() {
        return others.most() == 0 && queues.values().stream().allMatch(range -> range.most() == 0);
    }
}
