package io.hearth.server.readiness;

import java.util.List;
import java.util.stream.Collectors;

/** Severe findings that nobody accepted. The message has all of them. */
public final class ReadinessException extends RuntimeException {

    ReadinessException(List<Finding> severe) {
        super(severe.stream().map(Finding::toString).collect(Collectors.joining(System.lineSeparator())));
    }
}
