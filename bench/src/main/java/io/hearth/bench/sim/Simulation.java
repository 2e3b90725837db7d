package io.hearth.bench.sim;

import io.hearth.api.channel.Protocol;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** All the drivers of one process and the one thread that moves them. A connection that breaks, or a driver that is told to end, ends the simulation. */
final class Simulation implements SimulatedDriver.Company {

    /** How many drivers dial at the same time: a gateway must not be asked for more than a data centre would. */
    private static final int DIALLING_AT_ONCE = 32;

    private static final long HEARTBEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(Protocol.HEARTBEAT_MILLIS);

    /** As often as a real driver tells how far it is, when that changes all the time. */
    private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long MOST_PAUSE_MILLIS = 50;

    private final URI gateway;
    private final Consumer<String> say;
    private final Deque<DriverIdentity> toDial;
    private final int count;
    private final Selector selector;
    private final ByteBuffer received = ByteBuffer.allocateDirect(1 << 16);
    private final Deque<Beat> beats = new ArrayDeque<>();
    private final Set<SimulatedDriver> working = new LinkedHashSet<>();
    private int dialling;
    private int attached;
    private long nextWork;

    /** @param say takes a line for each thing that whoever started this wants to know */
    Simulation(URI gateway, List<DriverIdentity> drivers, Consumer<String> say) throws IOException {
        this.gateway = gateway;
        this.say = say;
        this.toDial = new ArrayDeque<>(drivers);
        this.count = drivers.size();
        this.selector = Selector.open();
    }

    /** When a driver is to say that it lives. All have the same pause, so the first in line is always the next. */
    private record Beat(SimulatedDriver driver, long at) {}

    /** Runs until something breaks. */
    void run() throws IOException {
        while (true) {
            while (dialling < DIALLING_AT_ONCE && !toDial.isEmpty()) {
                dial(toDial.remove());
            }
            selector.select(this::move, pauseMillis());
            beat();
            work();
        }
    }

    private void dial(DriverIdentity identity) throws IOException {
        dialling++;
        DriverSocket socket = DriverSocket.dial(gateway, identity);
        SimulatedDriver driver = new SimulatedDriver(identity, socket, this);
        socket.register(selector, driver);
    }

    private long pauseMillis() {
        long now = System.nanoTime();
        long next = now + TimeUnit.MILLISECONDS.toNanos(MOST_PAUSE_MILLIS);
        Beat first = beats.peek();
        if (first != null) {
            next = Math.min(next, first.at());
        }
        if (!working.isEmpty()) {
            next = Math.min(next, nextWork);
        }
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(next - now));
    }

    private void move(SelectionKey key) {
        SimulatedDriver driver = (SimulatedDriver) key.attachment();
        driver.move(key, received);
    }

    private void beat() throws IOException {
        long now = System.nanoTime();
        while (!beats.isEmpty() && beats.element().at() <= now) {
            SimulatedDriver driver = beats.remove().driver();
            driver.beat();
            beats.add(new Beat(driver, now + HEARTBEAT_NANOS));
        }
    }

    private void work() throws IOException {
        long now = System.nanoTime();
        if (now >= nextWork) {
            nextWork = now + WORK_NANOS;
            for (SimulatedDriver driver : working) {
                driver.work();
            }
        }
    }

    @Override
    public void welcomed(SimulatedDriver driver) {
        dialling--;
        attached++;
        beats.add(new Beat(driver, System.nanoTime() + HEARTBEAT_NANOS));
        if (attached == count) {
            say.accept(SimulationMain.ATTACHED);
        }
    }

    @Override
    public void busy(SimulatedDriver driver) {
        working.add(driver);
    }

    @Override
    public void idle(SimulatedDriver driver) {
        working.remove(driver);
    }
}
