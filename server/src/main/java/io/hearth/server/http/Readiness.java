package io.hearth.server.http;

import java.util.List;

/** Tells whether the parts that the gateway needs can be reached. Called for each request to {@code /q/health/ready}. */
public interface Readiness {

    List<Check> checks();

    /** One part, for example {@code database}. */
    record Check(String name, State state) {}

    /** How a part is. */
    enum State {
        UP,
        DOWN
    }
}
