package io.hearth.server.session;

import io.hearth.api.channel.GatewayFrame;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A connection that remembers what was said over it, so that what was committed elsewhere can be told once. Thread-safe. */
final class ToldLink implements DriverLink {

    private final DriverLink link;

    // Guarded by themselves.
    private final Map<String, Integer> run = new HashMap<>();
    private final Map<String, Integer> cancelled = new HashMap<>();
    private final Set<String> opened = new HashSet<>();

    private volatile boolean shutDown;

    ToldLink(DriverLink link) {
        this.link = link;
    }

    DriverLink link() {
        return link;
    }

    @Override
    public void send(GatewayFrame frame) {
        note(frame);
        link.send(frame);
    }

    /** Takes note of what somebody else says over this connection. */
    void note(GatewayFrame frame) {
        if (frame instanceof GatewayFrame.RunStatement told) {
            put(run, told.sessionId(), told.statement());
        } else if (frame instanceof GatewayFrame.CancelStatement told) {
            put(cancelled, told.sessionId(), told.statement());
        } else if (frame instanceof GatewayFrame.OpenSession told) {
            synchronized (opened) {
                opened.add(told.sessionId());
            }
        } else if (frame instanceof GatewayFrame.Shutdown) {
            shutDown = true;
        }
    }

    private static void put(Map<String, Integer> statements, String sessionId, int statement) {
        synchronized (statements) {
            statements.merge(sessionId, statement, Math::max);
        }
    }

    private static boolean has(Map<String, Integer> statements, String sessionId, int statement) {
        synchronized (statements) {
            return statements.getOrDefault(sessionId, -1) >= statement;
        }
    }

    /** What the driver said that it holds, it was told before. */
    void noteHeld(String sessionId, int lastStatement) {
        put(run, sessionId, lastStatement);
        synchronized (opened) {
            opened.add(sessionId);
        }
    }

    boolean toldToRun(String sessionId, int statement) {
        return has(run, sessionId, statement);
    }

    boolean toldToCancel(String sessionId, int statement) {
        return has(cancelled, sessionId, statement);
    }

    boolean toldToOpen(String sessionId) {
        synchronized (opened) {
            return opened.contains(sessionId);
        }
    }

    boolean toldToEnd() {
        return shutDown;
    }

    @Override
    public void close() {
        link.close();
    }
}
