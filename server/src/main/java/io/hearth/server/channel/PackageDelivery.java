package io.hearth.server.channel;

import io.hearth.api.ErrorCode;
import io.hearth.api.channel.SessionPackage;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.objects.Contents;
import io.hearth.server.session.DriverDesk;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives drivers the content of packages out of the object store. A driver that takes its time is in nobody's way. */
public final class PackageDelivery implements PackageEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(PackageDelivery.class);
    private static final int MOST_AT_ONCE = 32;

    /** One is what a driver asks for; the other is a broken connection that is not yet known to be one. */
    private static final int MOST_AT_ONCE_PER_DRIVER = 2;

    private final DriverDesk desk;
    private final Contents contents;

    // Guarded by itself.
    private final Map<String, Integer> underWay = new HashMap<>();

    public PackageDelivery(DriverDesk desk, Contents contents) {
        this.desk = desk;
        this.contents = contents;
    }

    @Override
    public PackageContent open(String driverId, String secret, String sha256, long from) {
        if (!desk.admits(driverId, secret)) {
            throw new GatewayException(ErrorCode.NOT_AUTHENTICATED, Message.DRIVER_REFUSED);
        }
        SessionPackage wanted = desk.packageOf(driverId, sha256).orElseThrow(() -> notFound(sha256));
        if (from > wanted.bytes()) {
            throw GatewayException.invalid(Message.OUT_OF_RANGE, "Range", 0, wanted.bytes(), from);
        }
        enter(driverId);
        try {
            return new PackageContent(content(sha256, from), wanted.bytes(), () -> leave(driverId));
        } catch (IOException e) {
            leave(driverId);
            LOG.warn("content {} cannot be read", sha256, e);
            throw new GatewayException(ErrorCode.UNAVAILABLE, Message.UNAVAILABLE, Message.OBJECTS_UNREACHABLE.with());
        } catch (RuntimeException e) {
            leave(driverId);
            throw e;
        }
    }

    private InputStream content(String sha256, long from) throws IOException {
        InputStream content = contents.open(sha256).orElseThrow(() -> {
            LOG.error("content {} is gone from the object store, though a session has it", sha256);
            return notFound(sha256);
        });
        try {
            content.skipNBytes(from);
        } catch (IOException e) {
            content.close();
            throw e;
        }
        return content;
    }

    private static GatewayException notFound(String sha256) {
        return new GatewayException(ErrorCode.NOT_FOUND, Message.NO_SUCH_CONTENT, sha256);
    }

    private void enter(String driverId) {
        synchronized (underWay) {
            int all = underWay.values().stream().mapToInt(Integer::intValue).sum();
            int own = underWay.getOrDefault(driverId, 0);
            if (all >= MOST_AT_ONCE || own >= MOST_AT_ONCE_PER_DRIVER) {
                throw new GatewayException(ErrorCode.TOO_MANY_REQUESTS, Message.TOO_MANY_DELIVERIES);
            }
            underWay.put(driverId, own + 1);
        }
    }

    private void leave(String driverId) {
        synchronized (underWay) {
            underWay.computeIfPresent(driverId, (id, count) -> count > 1 ? count - 1 : null);
        }
    }
}
