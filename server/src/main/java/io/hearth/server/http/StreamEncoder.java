package io.hearth.server.http;

import io.hearth.api.channel.DriverFrame;
import io.hearth.server.session.StatementStream;
import io.hearth.server.session.StreamEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What is told of a statement as server-sent events. Their data is JSON, for a line of such an event cannot hold any text. */
final class StreamEncoder {

    /** Keeps a connection from being taken for dead; no event. */
    static final byte[] BEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private StreamEncoder() {}

    /** The events in pieces, of which long ones are shared with others who are told the same. */
    static List<byte[]> encode(List<StatementStream.Entry> entries) {
        List<byte[]> pieces = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (StatementStream.Entry entry : entries) {
            text.append("event: ")
                    .append(name(entry.event()))
                    .append("\nid: ")
                    .append(entry.position().text())
                    .append("\ndata: ");
            if (entry.event() instanceof StreamEvent.State state) {
                pieces.add(takeBytes(text));
                pieces.add(state.told(statement -> Json.bytes(StatementEncoder.encode(statement))));
            } else {
                text.append(Json.text(data(entry.event())));
            }
            text.append("\n\n");
        }
        if (!text.isEmpty()) {
            pieces.add(takeBytes(text));
        }
        return pieces;
    }

    private static byte[] takeBytes(StringBuilder text) {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        text.setLength(0);
        return bytes;
    }

    private static String name(StreamEvent event) {
        if (event instanceof StreamEvent.Output) {
            return "output";
        }
        return event instanceof StreamEvent.Progress ? "progress" : "state";
    }

    private static ObjectNode data(StreamEvent event) {
        if (event instanceof StreamEvent.Output output) {
            return Json.object().put("text", output.text());
        }
        return progress(((StreamEvent.Progress) event).latest());
    }

    private static ObjectNode progress(DriverFrame.Progress latest) {
        ObjectNode json = Json.object().put("progress", Math.min(1, Math.max(0, latest.fraction())));
        DriverFrame.Work work = latest.work();
        if (work != null) {
            json.putObject("jobs").put("total", work.jobs()).put("done", work.jobsDone());
            json.putObject("stages").put("total", work.stages()).put("done", work.stagesDone());
            json.putObject("tasks").put("total", work.tasks()).put("done", work.tasksDone());
            json.put("rows", work.rows());
        }
        return json;
    }
}
