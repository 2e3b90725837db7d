package io.hearth.bench.toy;

import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.DriverFrame.HeldSession;
import io.hearth.api.channel.DriverSpec;
import io.hearth.api.channel.ExitCode;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.driver.channel.ChannelListener;
import io.hearth.driver.channel.GatewayChannel;
import io.hearth.driver.channel.Gateways;
import io.hearth.driver.channel.MemoryJournal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** A driver's parts: the real channel, and sessions that are toys. */
final class ToyDriver implements ChannelListener {

    private final DriverSpec spec;
    private final ExecutionJournal executions;
    private final GatewayChannel channel;
    private final Map<String, ToySession> sessions = new ConcurrentHashMap<>();
    private final CompletableFuture<Integer> end = new CompletableFuture<>();

    ToyDriver(DriverSpec spec, ExecutionJournal executions) {
        this.spec = spec;
        this.executions = executions;
        this.channel = new GatewayChannel(new Gateways(spec), new MemoryJournal(), this, new NoOutput());
    }

    /** Stays until the process is to end; returns its exit code. */
    int run() {
        // Only a driver of the pool starts without its properties, and is warm before it has a session.
        channel.report(spec.sparkConf().isEmpty() ? new DriverFrame.Warm() : ready());
        channel.start();
        return end.join();
    }

    private DriverFrame.DriverReady ready() {
        return new DriverFrame.DriverReady("toy-" + spec.driverId(), "toy", null);
    }

    @Override
    public List<HeldSession> held() {
        return sessions.values().stream().map(ToySession::held).toList();
    }

    @Override
    public void received(GatewayFrame frame) {
        if (frame instanceof GatewayFrame.OpenSession open) {
            sessions.computeIfAbsent(open.sessionId(), this::open);
        } else if (frame instanceof GatewayFrame.RunStatement run) {
            ToySession session = sessions.get(run.sessionId());
            if (session != null) {
                session.run(run);
            }
        } else if (frame instanceof GatewayFrame.CancelStatement cancel) {
            ToySession session = sessions.get(cancel.sessionId());
            if (session != null) {
                session.cancel(cancel.statement());
            }
        } else if (frame instanceof GatewayFrame.Shutdown) {
            end.complete(ExitCode.NORMAL);
        }
    }

    private ToySession open(String sessionId) {
        if (spec.sparkConf().isEmpty()) {
            channel.report(ready());
        }
        ToySession session = new ToySession(sessionId, executions, channel::report);
        session.start();
        return session;
    }

    @Override
    public void lost(String detail) {
        System.err.println("toy driver: " + detail);
        end.complete(ExitCode.LOST);
    }
}
