package io.hearth.bench.chaos;

import io.hearth.bench.lab.Poll;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Lets the faults of a plan happen when it is their time, and heals all in the end. */
final class Troublemaker implements AutoCloseable {

    private static final Duration GONE = Duration.ofMinutes(1);
    private static final Duration DRIVERS = Duration.ofSeconds(20);
    private static final Duration RESTART = Duration.ofMinutes(3);

    private final Cluster cluster;
    private final Consumer<String> progress;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(6);
    private final Set<String> killedDrivers = ConcurrentHashMap.newKeySet();
    private final ReentrantLock databaseTrouble = new ReentrantLock();

    Troublemaker(Cluster cluster, Consumer<String> progress) {
        this.cluster = cluster;
        this.progress = progress;
    }

    /** The ids of the drivers that were killed: no other may have died. */
    Set<String> killedDrivers() {
        return Set.copyOf(killedDrivers);
    }

    /** Returns when the last fault is over. */
    void cause(List<Fault> faults, Duration lasts) throws InterruptedException {
        List<ScheduledFuture<?>> caused = new ArrayList<>();
        for (Fault fault : faults) {
            caused.add(timer.schedule(() -> cause(fault), fault.atMillis(), TimeUnit.MILLISECONDS));
        }
        Thread.sleep(lasts.toMillis());
        for (ScheduledFuture<?> one : caused) {
            try {
                one.get(5, TimeUnit.MINUTES);
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException("the faults do not come to an end", e);
            }
        }
    }

    private void cause(Fault fault) {
        try {
            progress.accept(fault.toString());
            begin(fault);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            progress.accept(fault + " did not work: " + e);
        }
    }

    private void begin(Fault fault) throws IOException, InterruptedException {
        List<ChaosGateway> gateways = cluster.gateways();
        ChaosGateway gateway = gateways.get(fault.target() % gateways.size());
        switch (fault.kind()) {
            case GATEWAY_KILL -> end(gateway, "KILL", fault);
            case GATEWAY_TERM -> end(gateway, "TERM", fault);
            case GATEWAY_PAUSE -> {
                gateway.pause();
                Thread.sleep(fault.lastsMillis());
                gateway.resume();
                // It may have found out that others took its place.
                Thread.sleep(2_000);
                restart(gateway);
            }
            case DRIVER_KILL -> killDriver(fault);
            case DRIVER_PAUSE -> pauseDriver(fault);
            case DRIVER_NETWORK_CUT -> gateway.network().cut();
            case DRIVER_NETWORK_HOLD -> {
                gateway.network().hold();
                Thread.sleep(fault.lastsMillis());
                gateway.network().heal();
            }
            case DATABASE_NETWORK_CUT -> cluster.database().network().cut();
            case DATABASE_NETWORK_HOLD, DATABASE_PAUSE, DATABASE_CRASH -> {
                databaseTrouble.lockInterruptibly();
                try {
                    troubleDatabase(fault);
                } finally {
                    databaseTrouble.unlock();
                }
            }
        }
    }

    private void troubleDatabase(Fault fault) throws IOException, InterruptedException {
        ChaosDatabase database = cluster.database();
        switch (fault.kind()) {
            case DATABASE_PAUSE -> {
                database.signal("STOP");
                Thread.sleep(fault.lastsMillis());
                database.signal("CONT");
            }
            case DATABASE_CRASH -> database.crash(Duration.ofMillis(fault.lastsMillis()));
            default -> {
                database.network().hold();
                Thread.sleep(fault.lastsMillis());
                database.network().heal();
            }
        }
    }

    private void end(ChaosGateway gateway, String signal, Fault fault) throws IOException, InterruptedException {
        gateway.signal(signal);
        // One that stands still ends when it may go on.
        Poll.until(gateway::isRunning, running -> !running, GONE);
        Thread.sleep(fault.lastsMillis());
        restart(gateway);
    }

    /** Without a database a gateway does not start; who watches over it tries again. */
    private void restart(ChaosGateway gateway) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + RESTART.toNanos();
        while (true) {
            try {
                gateway.start();
                return;
            } catch (IOException | RuntimeException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(500);
            }
        }
    }

    private void killDriver(Fault fault) throws IOException, InterruptedException {
        ToyProcesses.Found chosen = chooseDriver(fault);
        chosen.driverId().ifPresent(killedDrivers::add);
        Signals.send("KILL", chosen.pid());
    }

    private void pauseDriver(Fault fault) throws IOException, InterruptedException {
        long pid = chooseDriver(fault).pid();
        Signals.send("STOP", pid);
        Thread.sleep(fault.lastsMillis());
        Signals.send("CONT", pid);
    }

    /** One of those there are; waits for the first when there are none. */
    private ToyProcesses.Found chooseDriver(Fault fault) throws IOException {
        List<ToyProcesses.Found> drivers =
                Poll.until(() -> cluster.drivers().find(), found -> !found.isEmpty(), DRIVERS);
        return drivers.get(fault.target() % drivers.size());
    }

    /** Makes everything well again. */
    void heal() throws IOException, InterruptedException {
        cluster.database().network().heal();
        for (ChaosGateway gateway : cluster.gateways()) {
            gateway.network().heal();
            gateway.resume();
            restart(gateway);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
