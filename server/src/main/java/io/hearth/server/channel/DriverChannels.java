package io.hearth.server.channel;

import io.hearth.api.channel.Protocol;
import io.hearth.server.session.DriverDesk;
import io.hearth.server.session.DriverReports;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All connections of drivers to this gateway. */
public final class DriverChannels implements ChannelEndpoint {

    private final DriverDesk desk;
    private final DriverReports reports;
    private final Clock clock;
    private final long leaseMillis;
    private final Set<DriverConnection> connections = ConcurrentHashMap.newKeySet();

    /** @param leaseMillis what drivers are told of their lease, milliseconds */
    public DriverChannels(DriverDesk desk, DriverReports reports, Clock clock, long leaseMillis) {
        this.desk = desk;
        this.reports = reports;
        this.clock = clock;
        this.leaseMillis = leaseMillis;
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
        connections.stream().filter(connection -> connection.heardAt() < before).forEach(DriverConnection::close);
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

    void forget(DriverConnection connection) {
        connections.remove(connection);
    }
}
