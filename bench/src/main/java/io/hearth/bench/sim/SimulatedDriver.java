package io.hearth.bench.sim;

import io.hearth.api.channel.ChannelCodec;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.DriverFrame.HeldSession;
import io.hearth.api.channel.Envelope;
import io.hearth.api.channel.Frame;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.api.channel.Protocol;
import io.hearth.api.channel.ProtocolException;
import io.hearth.api.channel.StatementOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.List;

/**
 * One driver that holds one idle session. The code {@code hang} runs until it is cancelled: meanwhile the driver tells how far it
 * is, and prints a line now and then, which it tells when somebody follows it. Any other code is its own result, at once.
 */
final class SimulatedDriver {

    private static final String HANG = "hang";
    private static final int STEPS_A_LINE = 2;
    private static final int TASKS = 1_000_000;
    private static final byte[] HEARTBEAT = ChannelCodec.encode(Envelope.unnumbered(new DriverFrame.Heartbeat()));

    private final DriverIdentity identity;
    private final DriverSocket socket;
    private final Company company;
    private int lastStatement = -1;
    private long lastSequence;
    private int running = -1;
    private boolean followed;
    private int steps;
    private int printed;

    SimulatedDriver(DriverIdentity identity, DriverSocket socket, Company company) {
        this.identity = identity;
        this.socket = socket;
        this.company = company;
    }

    /** What hears of a driver's life. */
    interface Company {
        void welcomed(SimulatedDriver driver);

        void busy(SimulatedDriver driver);

        void idle(SimulatedDriver driver);
    }

    /** Does what the socket is ready for. */
    void move(SelectionKey key, ByteBuffer buffer) {
        try {
            if (socket.finishConnect(key)) {
                socket.receive(buffer, this::upgraded, this::hear);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("driver " + identity.driverId(), e);
        }
    }

    private void upgraded() throws IOException {
        List<HeldSession> held = List.of(new HeldSession(identity.sessionId(), lastStatement));
        say(new DriverFrame.Hello(
                Protocol.VERSION, identity.driverId(), ProcessHandle.current().pid(), held));
    }

    private void hear(ByteBuffer message) throws IOException {
        Frame frame;
        try {
            frame = ChannelCodec.decode(message).frame();
        } catch (ProtocolException e) {
            throw new IOException("the gateway does not keep to the protocol", e);
        }
        if (frame instanceof GatewayFrame.Welcome welcome) {
            lastSequence = welcome.appliedSequence();
            company.welcomed(this);
        } else if (frame instanceof GatewayFrame.RunStatement run) {
            run(run);
        } else if (frame instanceof GatewayFrame.CancelStatement cancel) {
            cancel(cancel.statement());
        } else if (frame instanceof GatewayFrame.FollowOutput) {
            followed = true;
            printed = 0;
        } else if (frame instanceof GatewayFrame.StopOutput) {
            followed = false;
        } else if (frame instanceof GatewayFrame.Shutdown shutdown) {
            // Nobody here asks for it, so the gateway took the driver for lost.
            throw new IOException("the gateway ends the driver: " + shutdown.reason());
        }
    }

    private void run(GatewayFrame.RunStatement order) throws IOException {
        if (order.statement() <= lastStatement) {
            return;
        }
        lastStatement = order.statement();
        if (order.code().equals(HANG)) {
            running = order.statement();
            steps = 0;
            printed = 0;
            followed = false;
            company.busy(this);
        } else {
            end(order.statement(), StatementOutcome.ok(order.code()));
        }
    }

    private void cancel(int statement) throws IOException {
        if (statement == running) {
            running = -1;
            company.idle(this);
            end(statement, StatementOutcome.cancelled("", "stopped by the simulated driver"));
        }
    }

    private void end(int statement, StatementOutcome outcome) throws IOException {
        DriverFrame report = new DriverFrame.StatementEnded(identity.sessionId(), statement, outcome);
        socket.send(ChannelCodec.encode(new Envelope(++lastSequence, report)));
    }

    private void say(DriverFrame frame) throws IOException {
        socket.send(ChannelCodec.encode(Envelope.unnumbered(frame)));
    }

    /** Says that it lives. */
    void beat() throws IOException {
        socket.send(HEARTBEAT);
    }

    /** Goes a step on with what runs. */
    void work() throws IOException {
        steps++;
        DriverFrame.Work done = new DriverFrame.Work(1, 0, 2, 1, TASKS, steps, 1000L * steps);
        say(new DriverFrame.Progress(identity.sessionId(), running, steps / (double) TASKS, done));
        if (followed && steps % STEPS_A_LINE == 0) {
            String line = "a line that a loop prints, the one of step " + steps + "\n";
            say(new DriverFrame.Output(identity.sessionId(), running, printed, line));
            printed += line.length();
        }
    }
}
