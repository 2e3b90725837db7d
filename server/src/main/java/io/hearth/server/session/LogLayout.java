package io.hearth.server.session;

import io.hearth.server.session.SessionLogs.Stream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session's log in the contract's layout: three headings, below each its lines. What the gateway itself has to say
 * stands under the last heading and is read from the time line, so it is as durable as the session.
 */
final class LogLayout {

    private static final String STDOUT = "stdout: ";
    private static final String STDERR = "\nstderr: ";
    private static final String DIAGNOSTICS = "\nYARN Diagnostics: ";
    private static final int NEWEST_DIAGNOSTICS = 20;

    /** What concerns whoever reads the log; how far a start is, the time line alone tells. */
    private static final Set<String> TOLD = Set.of("notice", "recovering", "reconnected", "ending", "ended");

    private final SessionLogs logs;
    private final SessionStore store;

    LogLayout(SessionLogs logs, SessionStore store) {
        this.logs = logs;
        this.store = store;
    }

    /** All headings, each with its newest lines. */
    List<String> newest(String sessionId) {
        Map<Stream, List<String>> newest = logs.newest(sessionId);
        List<String> layout = new ArrayList<>();
        layout.add(STDOUT);
        layout.addAll(newest.getOrDefault(Stream.STDOUT, List.of()));
        layout.add(STDERR);
        layout.addAll(newest.getOrDefault(Stream.STDERR, List.of()));
        layout.add(DIAGNOSTICS);
        store.newestEvents(sessionId, TOLD, NEWEST_DIAGNOSTICS).forEach(event -> layout.add(line(event)));
        return layout;
    }

    /** A part of the whole log; headings count as lines. Without {@code from}, its last {@code size} lines. */
    Page<String> page(String sessionId, @Nullable Integer from, int size) {
        Section stdout = new Section(sessionId, Stream.STDOUT, logs.count(sessionId, Stream.STDOUT));
        Section stderr = new Section(sessionId, Stream.STDERR, logs.count(sessionId, Stream.STDERR));
        List<String> diagnostics = diagnostics(sessionId);
        int total = 3 + stdout.lines() + stderr.lines() + diagnostics.size();
        int first = from == null ? Math.max(0, total - size) : Math.min(from, total);
        int end = (int) Math.min(total, (long) first + size);

        List<String> window = new ArrayList<>();
        int position = 0;
        position = addHeading(window, STDOUT, position, first, end);
        position = addLines(window, stdout, position, first, end);
        position = addHeading(window, STDERR, position, first, end);
        position = addLines(window, stderr, position, first, end);
        position = addHeading(window, DIAGNOSTICS, position, first, end);
        for (String line : diagnostics) {
            position = addHeading(window, line, position, first, end);
        }
        return new Page<>(from == null ? first : from, total, window);
    }

    private static int addHeading(List<String> window, String line, int position, int first, int end) {
        if (position >= first && position < end) {
            window.add(line);
        }
        return position + 1;
    }

    private int addLines(List<String> window, Section section, int position, int first, int end) {
        int from = Math.max(0, first - position);
        int to = Math.min(section.lines(), end - position);
        if (from < to) {
            window.addAll(logs.lines(section.sessionId(), section.stream(), from, to));
        }
        return position + section.lines();
    }

    private List<String> diagnostics(String sessionId) {
        List<SessionEvent> events =
                store.inTransaction(transaction -> transaction.events().of(sessionId));
        return events.stream()
                .filter(event -> TOLD.contains(event.name()))
                .map(LogLayout::line)
                .toList();
    }

    private static String line(SessionEvent event) {
        String time = DateTimeFormatter.ISO_INSTANT.format(
                Instant.ofEpochMilli(event.at()).truncatedTo(ChronoUnit.MILLIS));
        String detail = event.detail();
        return detail == null ? time + " " + event.name() : time + " " + event.name() + ": " + detail;
    }

    private record Section(String sessionId, Stream stream, int lines) {}
}
