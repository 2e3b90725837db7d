package io.hearth.server.session;

import io.hearth.api.ErrorCode;
import io.hearth.api.ResourceClass;
import io.hearth.api.Sizes;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every rule that a request for a session must pass, in the order of the contract's table. */
public final class SessionPlanner {

    private static final long MAX_IDLE_TIMEOUT_SECONDS = 10L * 366 * 24 * 3600;
    private static final int MAX_NAME_LENGTH = 128;

    private final long defaultIdleTimeoutSeconds;
    private final ConfRules confRules;

    public SessionPlanner(long defaultIdleTimeoutSeconds, ConfRules confRules) {
        if (defaultIdleTimeoutSeconds < 1 || defaultIdleTimeoutSeconds > MAX_IDLE_TIMEOUT_SECONDS) {
            throw new IllegalArgumentException("the idle time-out must be from 1 to %d seconds, not %d"
                    .formatted(MAX_IDLE_TIMEOUT_SECONDS, defaultIdleTimeoutSeconds));
        }
        this.defaultIdleTimeoutSeconds = defaultIdleTimeoutSeconds;
        this.confRules = confRules;
    }

    /**
     * What is to be built for a request, but for its packages, which are looked up when it is built; throws for the first
     * rule that it breaks.
     */
    public SessionPlan plan(SessionRequest request) {
        checkKind(request.kind());
        String queue = queue(request);
        ResourceClass resourceClass = resourceClass(request.scType());
        SizeRules sizeRules = new SizeRules(request);
        Sizes sizes = sizeRules.over(resourceClass.sizes());
        boolean customised = sizeRules.customised();
        Map<String, String> conf = confRules.apply(without(SizeRules.CONF_KEYS, request.conf()));
        int priority = Priority.in(conf);
        checkName(request.name());
        long idleTimeoutSeconds = idleTimeoutSeconds(request.heartbeatTimeoutInSecond());
        ReferenceRules.check(request);
        return new SessionPlan(
                queue,
                customised ? null : resourceClass,
                sizes,
                customised ? sizes.computeUnits() : resourceClass.computeUnits(),
                priority,
                without(Set.of(Priority.KEY), conf),
                request.name(),
                idleTimeoutSeconds,
                Notices.ofIgnored(request.ignoredFields()),
                request.recover(),
                List.of());
    }

    /**
     * What a session gets that asks for nothing but its queue.
     *
     * @param queue the queue's kept name
     */
    public SessionPlan usual(String queue) {
        return new SessionPlan(
                queue,
                ResourceClass.A,
                ResourceClass.A.sizes(),
                ResourceClass.A.computeUnits(),
                Priority.in(Map.of()),
                confRules.apply(Map.of()),
                null,
                defaultIdleTimeoutSeconds,
                List.of(),
                false,
                List.of());
    }

    private static void checkKind(@Nullable String kind) {
        if (kind == null) {
            throw GatewayException.invalid(Message.KIND_REQUIRED);
        }
        if (!kind.equals("spark")) {
            throw GatewayException.invalid(Message.KIND_UNKNOWN, kind);
        }
    }

    private static String queue(SessionRequest request) {
        String name = given(request.queue())
                .or(() -> given(request.clusterName()))
                .orElseThrow(() -> GatewayException.invalid(Message.QUEUE_REQUIRED));
        return QueueName.kept(name)
                .orElseThrow(() -> new GatewayException(ErrorCode.NO_SUCH_QUEUE, Message.NO_SUCH_QUEUE, name));
    }

    private static Optional<String> given(@Nullable String name) {
        return Optional.ofNullable(name).filter(text -> !text.isEmpty());
    }

    private static ResourceClass resourceClass(@Nullable String name) {
        if (name == null) {
            return ResourceClass.A;
        }
        return ResourceClass.ofWireName(name).orElseThrow(() -> GatewayException.invalid(Message.CLASS_UNKNOWN, name));
    }

    private static Map<String, String> without(Set<String> keys, Map<String, String> conf) {
        Map<String, String> rest = new LinkedHashMap<>(conf);
        rest.keySet().removeAll(keys);
        return rest;
    }

    private static void checkName(@Nullable String name) {
        if (name == null) {
            return;
        }
        int length = name.codePointCount(0, name.length());
        if (length > MAX_NAME_LENGTH) {
            throw GatewayException.invalid(Message.TOO_LONG, "name", length, MAX_NAME_LENGTH);
        }
        name.codePoints().filter(Character::isISOControl).findFirst().ifPresent(codePoint -> {
            throw GatewayException.invalid(Message.BAD_CHARACTER, "name", Character.toString(codePoint));
        });
    }

    private long idleTimeoutSeconds(@Nullable Long asked) {
        if (asked == null || asked == 0) {
            return defaultIdleTimeoutSeconds;
        }
        if (asked < 0 || asked > MAX_IDLE_TIMEOUT_SECONDS) {
            throw GatewayException.invalid(
                    Message.OUT_OF_RANGE, "heartbeatTimeoutInSecond", 0, MAX_IDLE_TIMEOUT_SECONDS, asked);
        }
        return asked;
    }
}
