package io.hearth.server.channel;

import io.hearth.api.channel.Protocol;
import io.hearth.server.session.DriverDesk;
import io.hearth.server.session.DriverReports;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** All connections of drivers to this gateway. */
public final class DriverChannels implements ChannelEndpoint {

    private final DriverDesk desk;
    private final DriverReports reports;
    private final Clock clock;
    private final long leaseMillis;
    private final Supplier<Gateways> gateways;
    private final Set<DriverConnection> connections = ConcurrentHashMap.newKeySet();

    /**
     * Which gateways there are.
     *
     * @param urls where each is reached, this one first
     * @param certificates base64 of DER, of which each shows one; empty without TLS
     */
    public record Gateways(List<String> urls, List<String> certificates) {}

    /**
     * The way in for drivers.
     *
     * @param leaseMillis what drivers are told of their lease, milliseconds
     * @param gateways what they are told of where to dial next
     */
    public DriverChannels(
            DriverDesk desk, DriverReports reports, Clock clock, long leaseMillis, Supplier<Gateways> gateways) {
        this.desk = desk;
        this.reports = reports;
        this.clock = clock;
        this.leaseMillis = leaseMillis;
        this.gateways = gateways;
    }

    @Override
    public boolean admits(String driverId, String secret) {
        return desk.admits(driverId, secret);
    }

    @Override
    public Optional<ChannelListener> open(String driverId, String secret, ChannelConnection connection) {
        if (!desk.admits(driverId, secret)) {
            return Optional.empty();
        }
        DriverConnection driver = new DriverConnection(driverId, connection, this);
        connections.add(driver);
        return Optional.of(driver);
    }

    /** Drops connections over which nothing came for too long: the other side may be gone without a word. */
    public void dropSilent() {
        long before = clock.millis() - Protocol.SILENCE_MILLIS;
        connections.stream().filter(connection -> connection.heardAt() < before).forEach(DriverConnection::abort);
    }

    /** Drops all connections: drivers dial again, and in vain here once this gateway has left. */
    public void dropAll() {
        connections.forEach(DriverConnection::close);
    }

    DriverDesk desk() {
        return desk;
    }

    DriverReports reports() {
        return reports;
    }

    long now() {
        return clock.millis();
    }

    long leaseMillis() {
        return leaseMillis;
    }

    Gateways gateways() {
        return gateways.get();
    }

    void forget(DriverConnection connection) {
        connections.remove(connection);
    }
}
