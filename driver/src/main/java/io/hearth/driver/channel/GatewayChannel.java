package io.hearth.driver.channel;

import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.Envelope;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.api.channel.Protocol;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * The driver's way to its gateway. Thread-safe; one thread of its own dials and is the only one that sends.
 *
 * <p>Reports wait in the journal until they are acknowledged and go out again after every reconnect. Progress is kept
 * only as the latest of each session, and not while no gateway is there. Output that somebody follows is taken from its
 * source when it can be sent, some times a second.
 */
public final class GatewayChannel implements AutoCloseable {

    private static final long PROGRESS_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long OUTPUT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

    /** Pieces in a row; then what else there is to send has its turn. */
    private static final int MOST_PIECES = 16;

    private static final long HEARTBEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(Protocol.HEARTBEAT_MILLIS);
    private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(Protocol.SILENCE_MILLIS);

    private final Gateways gateways;
    private final Journal journal;
    private final ChannelListener listener;
    private final OutputSource outputs;
    private final ChannelState state;
    private final Thread thread;

    public GatewayChannel(Gateways gateways, Journal journal, ChannelListener listener, OutputSource outputs) {
        this.outputs = outputs;
        this.gateways = gateways;
        this.journal = journal;
        this.listener = listener;
        this.state = new ChannelState(gateways.spec().leaseMillis());
        this.thread = new Thread(this::live, "hearth-channel");
        thread.setDaemon(true);
        outputs.whenReady(state::change);
    }

    /** Begins to dial; from now on the lease counts. */
    public void start() {
        state.startLease();
        thread.start();
    }

    /** Gives a report to the journal; it is sent now or as soon as a gateway is there. Returns its number. */
    public long report(DriverFrame report) {
        long sequence = journal.append(report);
        state.change();
        return sequence;
    }

    /** Says how far a statement is, unless a later word of the same session comes first. */
    public void say(DriverFrame.Progress latest) {
        state.putProgress(latest);
    }

    /** Waits until a report is acknowledged; false when it is not within the time. */
    public boolean awaitAcknowledged(long sequence, long timeoutMillis) throws InterruptedException {
        return state.await(() -> journal.acknowledged() >= sequence, TimeUnit.MILLISECONDS.toNanos(timeoutMillis));
    }

    /** Hangs up. What is not acknowledged stays in the journal. */
    @Override
    public void close() {
        state.close();
    }

    private void live() {
        boolean isOver = false;
        while (!isOver) {
            isOver = stayOrLose();
        }
    }

    /** False when it was only interrupted: user code can do that to any thread of its JVM, which is no reason to hang up for good. */
    private boolean stayOrLose() {
        try {
            stayConnected();
        } catch (Dialer.RefusedException e) {
            listener.lost("the gateway does not know this driver: " + e.getMessage());
        } catch (InterruptedException e) {
            return state.isClosed();
        } catch (RuntimeException e) {
            e.printStackTrace();
            listener.lost("the channel to the gateway failed: " + e);
        }
        return true;
    }

    private void stayConnected() throws Dialer.RefusedException, InterruptedException {
        Dialer dialer = new Dialer(gateways);
        Backoff backoff = new Backoff();
        int failures = 0;
        while (!state.isClosed()) {
            long left = TimeUnit.NANOSECONDS.toMillis(state.leaseLeft());
            if (left <= 0) {
                listener.lost("no gateway was there for " + state.leaseNanos() / 1e9 + " s");
                return;
            }
            long acknowledged = journal.acknowledged();
            long begun = System.nanoTime();
            boolean welcomed = serve(dialer, left);
            if (welcomed && (journal.acknowledged() > acknowledged || System.nanoTime() - begun > STEADY_NANOS)) {
                backoff.reset();
                failures = 0;
            } else if (welcomed || ++failures % dialer.gateways() == 0) {
                // A gateway that welcomes it, and cannot commit what it reports, is not asked as fast as it can answer.
                state.pause(Math.min(backoff.next(), left));
            }
        }
    }

    /** Dials once and stays until the connection is over; true when it was welcomed. */
    private boolean serve(Dialer dialer, long patienceMillis) throws Dialer.RefusedException, InterruptedException {
        Connection connection = new Connection(this::received, state::change);
        try {
            dialer.dial(connection, patienceMillis);
            state.begin(connection);
            connection.send(Envelope.unnumbered(new DriverFrame.Hello(
                    Protocol.VERSION,
                    gateways.spec().driverId(),
                    ProcessHandle.current().pid(),
                    listener.held())));
            pump(connection);
        } catch (Dialer.RefusedException e) {
            throw e;
        } catch (IOException e) {
            // That a gateway is away is said once, when the lease is over; until then the next dial follows.
        } finally {
            connection.abort();
            outputs.forget();
        }
        return state.end();
    }

    /** Sends what there is to send, and beats, until the connection is over or silent for too long. */
    private void pump(Connection connection) throws IOException, InterruptedException {
        long sent = 0;
        long nextProgress = System.nanoTime();
        long nextOutput = nextProgress;
        // What else is sent does not stand for a beat: only that is answered.
        long nextBeat = nextProgress + HEARTBEAT_NANOS;
        while (connection.isOpen() && !state.isClosed() && (state.isWelcomed() || state.leaseLeft() > 0)) {
            long seen = state.changes();
            if (state.isWelcomed()) {
                sent = sendReports(connection, Math.max(sent, journal.acknowledged()));
                if (state.hasProgress() && System.nanoTime() - nextProgress >= 0) {
                    for (DriverFrame.Progress latest : state.takeProgress()) {
                        connection.send(Envelope.unnumbered(latest));
                    }
                    nextProgress = System.nanoTime() + PROGRESS_PAUSE_NANOS;
                }
                if (outputs.isReady() && System.nanoTime() - nextOutput >= 0) {
                    sendOutput(connection);
                    nextOutput = System.nanoTime() + OUTPUT_PAUSE_NANOS;
                }
            }
            long now = System.nanoTime();
            if (now - connection.lastHeard() > SILENCE_NANOS) {
                return;
            }
            if (now - nextBeat >= 0) {
                connection.send(Envelope.unnumbered(new DriverFrame.Heartbeat()));
                nextBeat = now + HEARTBEAT_NANOS;
            }
            long pause = nextBeat - now;
            if (state.hasProgress()) {
                pause = Math.min(pause, nextProgress - now);
            }
            if (state.isWelcomed() && outputs.isReady()) {
                pause = Math.min(pause, nextOutput - now);
            }
            state.awaitChange(seen, pause);
        }
    }

    private void sendOutput(Connection connection) throws IOException, InterruptedException {
        for (int piece = 0; piece < MOST_PIECES; piece++) {
            DriverFrame.Output next = outputs.next();
            if (next == null) {
                return;
            }
            connection.send(Envelope.unnumbered(next));
        }
    }

    /** Sends all reports after a number; returns the number of the last. */
    private long sendReports(Connection connection, long after) throws IOException, InterruptedException {
        long sent = after;
        for (Envelope next = journal.next(sent); next != null; next = journal.next(sent)) {
            connection.send(next);
            sent = next.sequence();
        }
        return sent;
    }

    private void received(Connection from, GatewayFrame frame) {
        if (!state.isCurrent(from)) {
            return;
        }
        if (frame instanceof GatewayFrame.Welcome welcome) {
            journal.acknowledge(welcome.appliedSequence());
            gateways.learn(welcome.gatewayUrls(), welcome.gatewayCertificates());
            state.welcome(welcome.leaseMillis());
        } else if (frame instanceof GatewayFrame.Acknowledge acknowledge) {
            journal.acknowledge(acknowledge.appliedSequence());
            gateways.learn(acknowledge.gatewayUrls(), acknowledge.gatewayCertificates());
            state.change();
        } else {
            listener.received(frame);
        }
    }
}
