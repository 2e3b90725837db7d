package io.hearth.server.readiness;

import java.util.List;
import java.util.stream.Collectors;

/** Findings that stop the start and that nobody accepted. The message has all of them. */
public final class ReadinessException extends RuntimeException {

    ReadinessException(List<Finding> stopping) {
        super(stopping.stream().map(Finding::toString).collect(Collectors.joining(System.lineSeparator())));
    }
}
