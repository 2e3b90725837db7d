package io.hearth.server.http;

import io.hearth.api.EndCause;
import io.hearth.server.error.CauseText;
import io.hearth.server.error.Language;
import io.hearth.server.session.Session;
import io.hearth.server.session.SessionEvent;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A session's time line, and the cause of its end. */
final class EventsEncoder {

    private EventsEncoder() {}

    static ObjectNode encode(Session session, List<SessionEvent> events, Language language) {
        ObjectNode json = Json.object().put("id", session.id());
        ArrayNode line = json.putArray("events");
        long start = events.isEmpty() ? 0 : events.get(0).at();
        long previous = start;
        for (SessionEvent event : events) {
            ObjectNode point = line.addObject().put("time", event.at()).put("name", event.name());
            Json.put(point, "detail", event.detail());
            point.put("since_previous_ms", event.at() - previous);
            point.put("since_start_ms", event.at() - start);
            previous = event.at();
        }
        EndCause cause = session.cause();
        if (cause == null) {
            return json.putNull("cause");
        }
        CauseText text = CauseText.of(cause, language);
        ObjectNode end = json.putObject("cause")
                .put("name", cause.name())
                .put("sentence", text.sentence())
                .put("advice", text.advice());
        Json.put(end, "detail", session.causeDetail());
        return json;
    }
}
