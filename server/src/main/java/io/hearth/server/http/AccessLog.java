package io.hearth.server.http;

import io.hearth.server.error.Quoted;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line in the log and one measurement for each request, once its answer is out, also for those nobody could read. */
final class AccessLog implements RequestLog {

    /** The request attribute with the template of the route that answered; absent when none did. */
    static final String ROUTE = AccessLog.class.getName() + ".route";

    private static final Logger LOG = LoggerFactory.getLogger("io.hearth.access");
    private static final int MAX_PATH = 300;
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final MeterRegistry registry;
    private final ConcurrentMap<Kind, Timer> timers = new ConcurrentHashMap<>();

    AccessLog(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void log(Request request, Response response) {
        Duration took = Duration.ofNanos(System.nanoTime() - request.getBeginNanoTime());
        measure(request, response.getStatus(), took);
        if (LOG.isInfoEnabled()) {
            LOG.info(
                    "{} {} {} {} ms {} bytes request {}",
                    Quoted.value(request.getMethod()),
                    Quoted.value(String.valueOf(request.getHttpURI().getPath()), MAX_PATH),
                    response.getStatus(),
                    took.toMillis(),
                    Response.getContentBytesWritten(response),
                    RequestId.of(request));
        }
    }

    /** Labels come from small sets: the route's template, never the path. */
    private void measure(Request request, int status, Duration took) {
        Object route = request.getAttribute(ROUTE);
        timers.computeIfAbsent(
                        new Kind(
                                route == null ? "none" : route.toString(),
                                METHODS.contains(request.getMethod()) ? request.getMethod() : "other",
                                status),
                        this::timer)
                .record(took);
    }

    private Timer timer(Kind kind) {
        return Timer.builder("hearth.http.requests")
                .description("Requests by route, method and status")
                .tag("route", kind.route())
                .tag("method", kind.method())
                .tag("status", Integer.toString(kind.status()))
                .register(registry);
    }

    private record Kind(String route, String method, int status) {}
}
