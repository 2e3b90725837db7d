package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.api.channel.Protocol;
import io.hearth.server.channel.PackageContent;
import io.hearth.server.channel.PackageEndpoint;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where drivers fetch packages: no call of the API, and nobody's but a driver's. */
final class DriverPackages {

    private static final String TEMPLATE = Protocol.PACKAGE_PATH + "{sha256}";
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,18})-");

    private final PackageEndpoint endpoint;

    DriverPackages(PackageEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    void register(RoutesConfig routes) {
        routes.addHttpHandler(HandlerType.GET, TEMPLATE, this::send);
    }

    private void send(Context context) throws IOException {
        context.attribute(AccessLog.ROUTE, TEMPLATE);
        String driverId = context.header(Protocol.DRIVER_HEADER);
        String secret = ChannelBridge.secret(context.header("Authorization"));
        if (driverId == null || secret == null) {
            throw new GatewayException(ErrorCode.NOT_AUTHENTICATED, Message.DRIVER_REFUSED);
        }
        String range = context.header("Range");
        long from = from(range);
        PackageContent content = endpoint.open(driverId, secret, context.pathParam("sha256"), from);
        if (range != null) {
            context.status(206);
            context.header("Content-Range", "bytes %d-%d/%d".formatted(from, content.bytes() - 1, content.bytes()));
        }
        context.contentType("application/octet-stream");
        context.res().setContentLengthLong(content.bytes() - from);
        ContentWriter writer =
                new ContentWriter(content, content.bytes() - from, context.res().getOutputStream());
        context.future(writer::start);
    }

    private static long from(@Nullable String range) {
        if (range == null) {
            return 0;
        }
        Matcher matcher = RANGE.matcher(range);
        if (!matcher.matches()) {
            throw GatewayException.invalid(Message.BAD_REQUEST, "Range");
        }
        return Long.parseLong(matcher.group(1));
    }
}
