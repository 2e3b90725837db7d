package io.hearth.server.session;

import io.hearth.server.session.DriverLauncher.LaunchOrder;

/** How a session that was admitted gets its driver; carried out once that is committed. */
sealed interface StartOrder {

    Session session();

    /** A new driver. */
    record Launch(LaunchOrder order) implements StartOrder {
        @Override
        public Session session() {
            return order.session();
        }
    }

    /** One that waited for it. */
    record Take(Driver driver, Session session, String backend) implements StartOrder {}
}
