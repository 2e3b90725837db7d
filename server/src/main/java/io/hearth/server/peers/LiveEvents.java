package io.hearth.server.peers;

import io.hearth.api.channel.DriverFrame;
import io.hearth.server.session.LiveFeeds.Receiver;
import io.hearth.server.session.StreamPosition;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the events that a gateway tells of a statement, line by line. States are left out: the database has them. */
final class LiveEvents implements Flow.Subscriber<String> {

    private static final Logger LOG = LoggerFactory.getLogger(LiveEvents.class);

    private final String sessionId;
    private final int statement;
    private final Receiver receiver;
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean cancelled;
    private String name = "";
    private String id = "";
    private String data = "";

    LiveEvents(String sessionId, int statement, Receiver receiver) {
        this.sessionId = sessionId;
        this.statement = statement;
        this.receiver = receiver;
    }

    /** Wants nothing more. */
    void cancel() {
        cancelled = true;
        Flow.Subscription begun = subscription;
        if (begun != null) {
            begun.cancel();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        if (cancelled) {
            begun.cancel();
        } else {
            begun.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(String line) {
        if (line.startsWith("event: ")) {
            name = line.substring(7);
        } else if (line.startsWith("id: ")) {
            id = line.substring(4);
        } else if (line.startsWith("data: ")) {
            data = line.substring(6);
        } else if (line.isEmpty() && !data.isEmpty()) {
            tell();
            data = "";
        }
    }

    private void tell() {
        try {
            JsonNode json = JsonMapper.shared().readTree(data);
            if (name.equals("output")) {
                String text = json.path("text").asString();
                StreamPosition.of(id)
                        .ifPresent(after -> receiver.output(new DriverFrame.Output(
                                sessionId, statement, after.characters() - text.length(), text)));
            } else if (name.equals("progress")) {
                receiver.progress(new DriverFrame.Progress(
                        sessionId, statement, json.path("progress").asDouble(), work(json)));
            }
        } catch (JacksonException e) {
            LOG.warn("what another gateway tells of statement {} of session {} is no event", statement, sessionId, e);
        }
    }

    private static DriverFrame.@Nullable Work work(JsonNode json) {
        return json.has("jobs")
                ? new DriverFrame.Work(
                        json.path("jobs").path("total").asInt(),
                        json.path("jobs").path("done").asInt(),
                        json.path("stages").path("total").asInt(),
                        json.path("stages").path("done").asInt(),
                        json.path("tasks").path("total").asLong(),
                        json.path("tasks").path("done").asLong(),
                        json.path("rows").asLong())
                : null;
    }

    @Override
    public void onError(Throwable failure) {
        LOG.debug("a feed of statement {} of session {} broke", statement, sessionId, failure);
    }

    @Override
    public void onComplete() {
        // the exchange that this belongs to says so
    }
}
