package io.hearth.server.store;

import io.hearth.server.session.PeerHearing;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what other gateways send, over a connection of its own, until it is closed. */
public final class PeerListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PeerListener.class);
    private static final int WAIT_MILLIS = 2_000;
    private static final int ANSWER_SECONDS = 5;

    private final DatabaseAddress database;
    private final String self;
    private final PeerHearing hearing;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "hearth-peers");
    private volatile @Nullable Connection connection;

    /** @param self whose own notices are left out */
    public PeerListener(DatabaseAddress database, String self, PeerHearing hearing) {
        this.database = database;
        this.self = self;
        this.hearing = hearing;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        boolean heard = true;
        while (!isClosed()) {
            try (Connection opened = open()) {
                connection = opened;
                if (isClosed()) {
                    return;
                }
                if (!heard) {
                    LOG.info("other gateways can be heard again");
                    heard = true;
                }
                listen(opened);
            } catch (SQLException e) {
                if (heard && !isClosed()) {
                    LOG.warn(
                            "other gateways cannot be heard for now; what they say is looked up instead: {}",
                            e.toString());
                }
                heard = false;
                pause();
            } catch (RuntimeException e) {
                LOG.error("what another gateway said could not be followed", e);
                pause();
            }
        }
    }

    private Connection open() throws SQLException {
        Connection opened = DriverManager.getConnection(database.url(), database.properties());
        try (Statement statement = opened.createStatement()) {
            statement.execute("listen " + PeerPost.CHANNEL);
            return opened;
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
    }

    private void listen(Connection opened) throws SQLException {
        PGConnection notifying = opened.unwrap(PGConnection.class);
        // Whatever was said before was missed.
        hearing.missed();
        while (!isClosed()) {
            PGNotification[] letters = notifying.getNotifications(WAIT_MILLIS);
            if (letters == null || letters.length == 0) {
                if (!opened.isValid(ANSWER_SECONDS)) {
                    throw new SQLException("the connection is broken");
                }
                continue;
            }
            for (PGNotification letter : letters) {
                take(letter.getParameter());
            }
        }
    }

    private void take(String letter) {
        List<String> lines = letter.lines().toList();
        if (!lines.isEmpty() && !lines.get(0).equals(self)) {
            lines.stream().skip(1).forEach(hearing::hear);
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void pause() {
        try {
            boolean unused = closed.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        Connection open = connection;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("a connection was closed already", e);
            }
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
