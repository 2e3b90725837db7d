package io.hearth.server.http;

import io.hearth.server.session.Restoration;
import io.hearth.server.session.Session;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What became of a session whose driver is replaced when it dies. Shown only of such, for DLI knows of none. */
final class RestorationEncoder {

    private RestorationEncoder() {}

    static ObjectNode addTo(ObjectNode json, Session session, Optional<Restoration> restoration) {
        json.put("recover", true);
        restoration.ifPresentOrElse(
                found -> json.set("recovery", encode(session.isOpen() ? found : found.over())),
                () -> json.putNull("recovery"));
        return json;
    }

    private static ObjectNode encode(Restoration restoration) {
        ObjectNode json = Json.object().put("count", restoration.count());
        ObjectNode last = json.putObject("last")
                .put("time", restoration.at())
                .put("state", restoration.progress().name().toLowerCase(Locale.ROOT))
                .put("cause", restoration.cause().name())
                .put("detail", restoration.causeDetail());
        last.put("restored_count", restoration.restored().count());
        ArrayNode restored = last.putArray("restored");
        restoration.restored().first().forEach(restored::add);
        last.put("not_restored_count", restoration.lost().count());
        ArrayNode lost = last.putArray("not_restored");
        restoration
                .lost()
                .first()
                .forEach(loss -> lost.addObject().put("id", loss.statement()).put("reason", loss.reason()));
        return json;
    }
}
