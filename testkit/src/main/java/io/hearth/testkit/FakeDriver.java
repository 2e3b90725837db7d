package io.hearth.testkit;

import io.hearth.api.channel.ChannelCodec;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.DriverFrame.HeldSession;
import io.hearth.api.channel.Envelope;
import io.hearth.api.channel.Frame;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.api.channel.Protocol;
import io.hearth.api.channel.ProtocolException;
import io.hearth.api.channel.StatementOutcome;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A driver without Spark: it dials a real gateway and keeps to the protocol, numbered reports and repeats included. The
 * code of a statement is an order to it: {@code hang} runs until it is cancelled, {@code deaf} for ever, {@code fail TEXT}
 * ends with an error, {@code exit N} ends the driver, anything else is echoed. Thread-safe.
 */
public final class FakeDriver implements WebSocket.Listener {

    /** Code that runs until it is cancelled. */
    public static final String HANG = "hang";

    /** Code that no cancel ends. */
    public static final String DEAF = "deaf";

    private final HttpClient http;
    private volatile URI gateway;
    private final String id;
    private final String secret;
    private final IntConsumer onExit;
    private final Map<Long, DriverFrame> unacknowledged = new LinkedHashMap<>();
    private final Map<String, Integer> lastStatements = new LinkedHashMap<>();
    private final Map<String, StringBuilder> outputs = new HashMap<>();
    private final Set<String> followed = new HashSet<>();
    private final Set<String> deafSessions = new HashSet<>();
    private final List<Frame> heard = new ArrayList<>();
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private long lastSequence;
    private boolean welcomed;
    private boolean exited;
    private boolean refusing;
    private boolean unready;
    private boolean roaming;
    private List<String> gateways = List.of();
    private @Nullable WebSocket socket;
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);

    /** @param onExit hears the exit code, once */
    public FakeDriver(HttpClient http, URI gateway, String id, String secret, IntConsumer onExit) {
        this.http = http;
        this.gateway = gateway;
        this.id = id;
        this.secret = secret;
        this.onExit = onExit;
    }

    public String id() {
        return id;
    }

    /** Dials in; completes when the connection stands, exceptionally when the gateway refuses it. */
    public CompletableFuture<Void> dial() {
        URI address = URI.create(gateway.toString().replaceFirst("^http", "ws") + Protocol.PATH);
        return http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + secret)
                .header(Protocol.DRIVER_HEADER, id)
                .buildAsync(address, this)
                .thenAccept(this::connected);
    }

    /** Dials another gateway from now on. */
    public CompletableFuture<Void> dialTo(URI address) {
        gateway = address;
        return dial();
    }

    /** From now on it dials in turn the gateways that it was told of, whenever its connection is over, as a real driver does. */
    public synchronized FakeDriver roam() {
        roaming = true;
        return this;
    }

    /** It dials only when it is told to, as at first. */
    public synchronized FakeDriver stay() {
        roaming = false;
        return this;
    }

    private void dialNext() {
        synchronized (this) {
            if (!roaming || exited || gateways.isEmpty()) {
                return;
            }
            int at = gateways.indexOf(gateway.toString());
            gateway = URI.create(gateways.get((at + 1) % gateways.size()));
        }
        var unused = dial().whenComplete((done, failure) -> {
            if (failure != null) {
                CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS).execute(this::dialNext);
            }
        });
    }

    @Override
    public CompletionStage<?> onClose(WebSocket connection, int code, String reason) {
        ended(connection);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket connection, Throwable failure) {
        ended(connection);
    }

    private void ended(WebSocket connection) {
        synchronized (this) {
            if (socket != connection) {
                return;
            }
            socket = null;
            welcomed = false;
        }
        dialNext();
    }

    /** How many gateways it was told of. */
    public synchronized int knownGateways() {
        return gateways.size();
    }

    /** Says that it lives, and hears what there is to hear. */
    public void beat() {
        say(new DriverFrame.Heartbeat());
    }

    private synchronized void learn(List<String> urls) {
        if (!urls.isEmpty()) {
            gateways = urls;
        }
    }

    private synchronized void connected(WebSocket connection) {
        socket = connection;
        welcomed = false;
        followed.clear();
        List<HeldSession> held = lastStatements.entrySet().stream()
                .map(entry -> new HeldSession(entry.getKey(), entry.getValue()))
                .toList();
        transmit(Envelope.unnumbered(new DriverFrame.Hello(Protocol.VERSION, id, 1, held)));
    }

    /** Asks the gateway for a package as a driver does, from an offset on. */
    public CompletableFuture<HttpResponse<InputStream>> fetch(String sha256, long from) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(Protocol.PACKAGE_PATH + sha256))
                .header("Authorization", "Bearer " + secret)
                .header(Protocol.DRIVER_HEADER, id);
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
        }
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    /** Puts a piece of what a statement printed, as a driver does. */
    public CompletableFuture<HttpResponse<String>> put(String sessionId, int statement, long from, byte[] piece) {
        URI address = gateway.resolve(Protocol.OUTPUT_PATH + sessionId + "/" + statement + "?from=" + from);
        return http.sendAsync(
                HttpRequest.newBuilder(address)
                        .header("Authorization", "Bearer " + secret)
                        .header(Protocol.DRIVER_HEADER, id)
                        .header("Content-Type", "application/octet-stream")
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(piece))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Cuts the connection as a broken network does, without a word. */
    public synchronized void cut() {
        if (socket != null) {
            socket.abort();
        }
        welcomed = false;
    }

    /** Reports something, now or after the next welcome. */
    public synchronized void report(DriverFrame frame) {
        long sequence = ++lastSequence;
        unacknowledged.put(sequence, frame);
        if (welcomed) {
            transmit(new Envelope(sequence, frame));
        }
    }

    /** Says something that is not numbered. */
    public synchronized void say(DriverFrame frame) {
        transmit(Envelope.unnumbered(frame));
    }

    /** Says a report once more though it may have been acknowledged, as a confused driver would. */
    public synchronized void repeat(long sequence, DriverFrame frame) {
        transmit(new Envelope(sequence, frame));
    }

    public synchronized long lastSequence() {
        return lastSequence;
    }

    /** Whether the gateway has taken it in over the connection that it has. */
    public synchronized boolean isWelcome() {
        return welcomed;
    }

    /** Whether it was told to run a statement. */
    public synchronized boolean has(String sessionId, int statement) {
        return lastStatements.getOrDefault(sessionId, -1) >= statement;
    }

    /** What the gateway said so far. */
    public synchronized List<Frame> heard() {
        return List.copyOf(heard);
    }

    /** Ends as a process does: the connection breaks and the launcher sees the code. Only the first call counts. */
    public void exit(int code) {
        synchronized (this) {
            if (exited) {
                return;
            }
            exited = true;
            cut();
        }
        onExit.accept(code);
    }

    private void transmit(Envelope envelope) {
        WebSocket connection = socket;
        if (connection != null) {
            ByteBuffer message = ByteBuffer.wrap(ChannelCodec.encode(envelope));
            CompletableFuture<?> before = sending.handle((done, failed) -> true);
            sending = before.thenCompose(ignored -> connection.sendBinary(message, true));
        }
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket connection, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        partial.writeBytes(bytes);
        if (last) {
            byte[] message = partial.toByteArray();
            partial.reset();
            try {
                hear(ChannelCodec.decode(ByteBuffer.wrap(message)).frame());
            } catch (ProtocolException e) {
                throw new IllegalStateException("the gateway does not keep to the protocol", e);
            }
        }
        connection.request(1);
        return CompletableFuture.completedFuture(null);
    }

    private void hear(Frame frame) {
        synchronized (this) {
            heard.add(frame);
        }
        if (frame instanceof GatewayFrame.Welcome welcome) {
            learn(welcome.gatewayUrls());
            resume(welcome.appliedSequence());
        } else if (frame instanceof GatewayFrame.Acknowledge acknowledge) {
            learn(acknowledge.gatewayUrls());
            forget(acknowledge.appliedSequence());
        } else if (frame instanceof GatewayFrame.OpenSession open) {
            openSession(open);
        } else if (frame instanceof GatewayFrame.RunStatement run) {
            run(run);
        } else if (frame instanceof GatewayFrame.FollowOutput follow) {
            follow(follow);
        } else if (frame instanceof GatewayFrame.StopOutput stop) {
            stop(stop);
        } else if (frame instanceof GatewayFrame.CancelStatement cancel) {
            cancel(cancel);
        } else if (frame instanceof GatewayFrame.Shutdown) {
            exit(0);
        }
    }

    private synchronized void resume(long applied) {
        forget(applied);
        welcomed = true;
        unacknowledged.forEach((sequence, frame) -> transmit(new Envelope(sequence, frame)));
    }

    private synchronized void forget(long applied) {
        unacknowledged.keySet().removeIf(sequence -> sequence <= applied);
    }

    /** From now on it makes no session that it is told to. */
    public synchronized void takeNoSessions() {
        refusing = true;
    }

    private void openSession(GatewayFrame.OpenSession open) {
        String sessionId = open.sessionId();
        boolean isUnready;
        synchronized (this) {
            if (refusing) {
                return;
            }
            if (lastStatements.putIfAbsent(sessionId, -1) != null) {
                return;
            }
            isUnready = unready;
        }
        report(new DriverFrame.DriverReady("fake-" + id, "0.0.0", null));
        if (!isUnready) {
            report(new DriverFrame.SessionReady(
                    sessionId, open.past().stream().map(FakeDriver::repeat).toList()));
        }
    }

    /** What only defines begins with {@code def}, and all but {@code fail TEXT} ends well. */
    private static DriverFrame.Repeated repeat(GatewayFrame.PastStatement past) {
        String code = past.code();
        if (!past.recoverable() && !code.startsWith("def ")) {
            return new DriverFrame.Repeated(past.statement(), "it runs");
        }
        return new DriverFrame.Repeated(past.statement(), code.startsWith("fail ") ? code.substring(5) : null);
    }

    /** Says that a session is ready, in which this statement ran again. */
    public void ready(String sessionId, int restored) {
        report(new DriverFrame.SessionReady(sessionId, List.of(new DriverFrame.Repeated(restored, null))));
    }

    /** From now on a session that it is told to make is not ready by itself. */
    public synchronized void neverReady() {
        unready = true;
    }

    private void cancel(GatewayFrame.CancelStatement order) {
        synchronized (this) {
            if (deafSessions.contains(order.sessionId())) {
                return;
            }
        }
        end(order.sessionId(), order.statement(), StatementOutcome.cancelled("", "stopped by the fake driver"));
    }

    private void run(GatewayFrame.RunStatement run) {
        synchronized (this) {
            if (run.statement() <= lastStatements.getOrDefault(run.sessionId(), -1)) {
                return;
            }
            lastStatements.put(run.sessionId(), run.statement());
            if (run.code().equals(DEAF)) {
                deafSessions.add(run.sessionId());
            }
        }
        String code = run.code();
        if (code.startsWith("exit ")) {
            exit(Integer.parseInt(code.substring(5)));
        } else if (code.startsWith("fail ")) {
            String text = code.substring(5);
            end(run.sessionId(), run.statement(), StatementOutcome.error("", "Failure", text, List.of(text)));
        } else if (!code.equals(HANG) && !code.equals(DEAF)) {
            end(run.sessionId(), run.statement(), StatementOutcome.ok(code));
        }
    }

    /** Prints as code of a running statement does: who follows it is told, and nobody else. */
    public synchronized void print(String sessionId, int statement, String text) {
        StringBuilder printed = outputs.computeIfAbsent(sessionId + "/" + statement, key -> new StringBuilder());
        int offset = printed.length();
        printed.append(text);
        if (followed.contains(sessionId + "/" + statement)) {
            say(new DriverFrame.Output(sessionId, statement, offset, text));
        }
    }

    private synchronized void follow(GatewayFrame.FollowOutput order) {
        String key = order.sessionId() + "/" + order.statement();
        followed.add(key);
        StringBuilder printed = outputs.getOrDefault(key, new StringBuilder());
        if (printed.length() > order.from()) {
            say(new DriverFrame.Output(
                    order.sessionId(), order.statement(), order.from(), printed.substring(order.from())));
        }
    }

    private synchronized void stop(GatewayFrame.StopOutput order) {
        followed.remove(order.sessionId() + "/" + order.statement());
    }

    /** Whether the gateway wants the output of a statement. */
    public synchronized boolean isFollowed(String sessionId, int statement) {
        return followed.contains(sessionId + "/" + statement);
    }

    /** Reports the end of a statement. */
    public void end(String sessionId, int statement, StatementOutcome outcome) {
        report(new DriverFrame.StatementEnded(sessionId, statement, outcome));
    }
}
