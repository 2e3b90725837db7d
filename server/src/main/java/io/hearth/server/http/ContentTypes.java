package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.api.channel.Protocol;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** Lets only JSON in: a body of any other type can be sent by a web page without asking its browser's leave first. */
final class ContentTypes {

    /** What takes content of any type. No web page can send it without leave: browsers ask before a PUT, whatever its type. */
    private static final Pattern CONTENT =
            Pattern.compile("/v2\\.0/[^/]+/resources/(?!owner$)[^/]+|" + Protocol.OUTPUT_PATH + "[^/]+/[^/]+");

    private ContentTypes() {}

    /** Throws when a request announces a body that is not said to be JSON where only JSON is taken. */
    static void check(String method, String path, HttpFields headers) {
        if (method.equals("PUT") && CONTENT.matcher(path).matches()) {
            return;
        }
        List<String> types = headers.getValuesList(HttpHeader.CONTENT_TYPE);
        boolean sized = headers.getLongField(HttpHeader.CONTENT_LENGTH) > 0;
        if (sized && types.isEmpty()) {
            throw missing();
        }
        if (sized || headers.contains(HttpHeader.TRANSFER_ENCODING)) {
            types.forEach(ContentTypes::checkJson);
        }
    }

    static GatewayException missing() {
        return new GatewayException(ErrorCode.NOT_JSON, Message.CONTENT_TYPE_MISSING);
    }

    private static void checkJson(String type) {
        List<String> parts = Arrays.stream(type.split(";", -1))
                .map(part -> part.strip().toLowerCase(Locale.ROOT))
                .toList();
        boolean json = !parts.isEmpty() && parts.get(0).equals("application/json");
        boolean utf8 = parts.stream()
                .filter(part -> part.startsWith("charset"))
                .allMatch(part -> part.matches("charset=\"?utf-?8\"?"));
        if (!json || !utf8) {
            throw new GatewayException(ErrorCode.NOT_JSON, Message.CONTENT_TYPE_WRONG, type);
        }
    }
}
