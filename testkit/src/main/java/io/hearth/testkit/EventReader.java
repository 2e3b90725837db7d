package io.hearth.testkit;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads server-sent events as a browser does, line by line as they come. Thread-safe. */
public final class EventReader implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final long PATIENCE_SECONDS = 120;

    private final List<Event> events = new ArrayList<>();
    private final List<Long> nanos = new ArrayList<>();
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    private volatile @Nullable CompletableFuture<?> exchange;
    private String name = "";
    private String id = "";
    private final StringBuilder eventData = new StringBuilder();
    private volatile int status;

    private EventReader() {}

    /** An event. */
    public record Event(String name, String id, String data) {
        public JsonNode json() {
            return JsonMapper.shared().readTree(data);
        }
    }

    /** @param lastEventId where to go on; empty for the start */
    public static EventReader open(URI address, String token, String lastEventId) {
        EventReader reader = new EventReader();
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header("X-Auth-Token", token);
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        CompletableFuture<HttpResponse<Void>> exchange = HTTP.sendAsync(request.build(), answer -> {
            reader.status = answer.statusCode();
            return HttpResponse.BodySubscribers.fromLineSubscriber(reader.new Lines());
        });
        var unused = exchange.whenComplete((answer, failure) -> {
            if (failure != null) {
                reader.end.completeExceptionally(failure);
            }
        });
        reader.exchange = exchange;
        return reader;
    }

    private final class Lines implements Flow.Subscriber<String> {

        @Override
        public void onSubscribe(Flow.Subscription begun) {
            begun.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            take(line);
        }

        @Override
        public void onError(Throwable failure) {
            end.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            end.complete(null);
        }
    }

    private synchronized void take(String line) {
        if (line.isEmpty()) {
            if (!name.isEmpty()) {
                events.add(new Event(name, id, eventData.toString()));
                nanos.add(System.nanoTime());
            }
            name = "";
            eventData.setLength(0);
        } else if (line.startsWith("event: ")) {
            name = line.substring(7);
        } else if (line.startsWith("id: ")) {
            id = line.substring(4);
        } else if (line.startsWith("data: ")) {
            eventData.append(line, 6, line.length());
        }
    }

    /** The status of the answer; 0 before it came. */
    public int status() {
        return status;
    }

    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** When each event came, {@link System#nanoTime}. */
    public synchronized List<Long> arrivals() {
        return List.copyOf(nanos);
    }

    /** All pieces of output that came, put together. */
    public String text() {
        StringBuilder text = new StringBuilder();
        events().stream()
                .filter(event -> event.name().equals("output"))
                .forEach(event -> text.append(event.json().path("text").asString()));
        return text.toString();
    }

    /** Waits until what came, however it was cut into pieces, contains some text. */
    public void awaitText(String part) {
        await(event -> text().contains(part));
    }

    /** Waits for an event. */
    public Event await(Predicate<Event> wanted) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline) {
            for (Event event : events()) {
                if (wanted.test(event)) {
                    return event;
                }
            }
            LockSupport.parkNanos(2_000_000);
        }
        throw new AssertionError("no such event; there were " + events());
    }

    /** Waits until the gateway ended the stream. */
    public void awaitEnd() {
        end.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Waits until the stream is over, however it ended. */
    public void awaitClosed() {
        end.handle((done, failure) -> true)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Hangs up. */
    @Override
    public void close() {
        CompletableFuture<?> running = exchange;
        if (running != null) {
            // Only a cancel that interrupts closes the connection.
            running.cancel(true);
        }
    }
}
