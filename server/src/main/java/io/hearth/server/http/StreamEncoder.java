package io.hearth.server.http;

import io.hearth.api.channel.DriverFrame;
import io.hearth.server.session.StatementStream;
import io.hearth.server.session.StreamEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What is told of a statement as server-sent events. Their data is JSON, for a line of such an event cannot hold any text. */
final class StreamEncoder {

    /** Keeps a connection from being taken for dead; no event. */
    static final byte[] BEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private StreamEncoder() {}

    static byte[] encode(List<StatementStream.Entry> entries) {
        StringBuilder events = new StringBuilder();
        for (StatementStream.Entry entry : entries) {
            events.append("event: ")
                    .append(name(entry.event()))
                    .append("\nid: ")
                    .append(entry.position().text())
                    .append("\ndata: ")
                    .append(Json.text(data(entry.event())))
                    .append("\n\n");
        }
        return events.toString().getBytes(StandardCharsets.UTF_8);
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
        } else if (event instanceof StreamEvent.Progress progress) {
            return progress(progress.latest());
        }
        return StatementEncoder.encode(((StreamEvent.State) event).statement());
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
