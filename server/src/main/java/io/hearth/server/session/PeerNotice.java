package io.hearth.server.session;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a gateway tells all others when it has committed something that one of them may have to follow up. It holds ids, at most a
 * number, and may be lost: whoever it is meant for looks by itself from time to time.
 */
public sealed interface PeerNotice {

    /** What an id is made of, and nothing else. */
    Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** Something about a session or its statements is another. */
    record Changed(String sessionId) implements PeerNotice {}

    /** A session may be given a statement. */
    record Wake(String driverId, String sessionId) implements PeerNotice {}

    /** A statement is to be cancelled. */
    record Cancel(String driverId, String sessionId, int statement) implements PeerNotice {}

    /** How far a statement is, in millionths. */
    record Progress(String sessionId, int statement, int millionths) implements PeerNotice {}

    /** A session took a driver that waited for one. */
    record HandOver(String driverId, String sessionId) implements PeerNotice {}

    /** A driver is to be told to end, for that reason, and to be ended. */
    record End(String driverId, String reason) implements PeerNotice {}

    /** A driver's process is to end. */
    record Stop(String driverId) implements PeerNotice {}

    /** A driver that has no session is to be killed. */
    record Discard(String driverId) implements PeerNotice {}

    /** A session waits for whoever has room on its machine. */
    record Admit() implements PeerNotice {}

    /** A gateway came or went. */
    record Gateways() implements PeerNotice {}

    /**
     * One line, as {@link #of} reads it.
     *
     * @throws IllegalArgumentException when an id holds what could be read as something else
     */
    default String text() {
        if (this instanceof Changed changed) {
            return line("changed", changed.sessionId());
        } else if (this instanceof Wake wake) {
            return line("wake", wake.driverId(), wake.sessionId());
        } else if (this instanceof Cancel cancel) {
            return line("cancel", cancel.driverId(), cancel.sessionId(), String.valueOf(cancel.statement()));
        } else if (this instanceof Progress progress) {
            return line(
                    "progress",
                    progress.sessionId(),
                    String.valueOf(progress.statement()),
                    String.valueOf(progress.millionths()));
        } else if (this instanceof HandOver order) {
            return line("hand-over", order.driverId(), order.sessionId());
        } else if (this instanceof End end) {
            return line("end", end.driverId(), end.reason());
        } else if (this instanceof Stop stop) {
            return line("stop", stop.driverId());
        } else if (this instanceof Discard discard) {
            return line("discard", discard.driverId());
        }
        return this instanceof Admit ? "admit" : "gateways";
    }

    private static String line(String... words) {
        for (String word : words) {
            if (!WORD.matcher(word).matches()) {
                throw new IllegalArgumentException("no id, and no word for another gateway: " + word);
            }
        }
        return String.join(" ", words);
    }

    /** Reads what {@link #text} gave; empty when it is something else, such as a word of a newer version. */
    static Optional<PeerNotice> of(String text) {
        String[] words = text.split(" ", -1);
        try {
            return Optional.ofNullable(
                    switch (words[0] + "/" + (words.length - 1)) {
                        case "changed/1" -> new Changed(words[1]);
                        case "wake/2" -> new Wake(words[1], words[2]);
                        case "cancel/3" -> new Cancel(words[1], words[2], Integer.parseInt(words[3]));
                        case "progress/3" ->
                            new Progress(words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]));
                        case "hand-over/2" -> new HandOver(words[1], words[2]);
                        case "end/2" -> new End(words[1], words[2]);
                        case "stop/1" -> new Stop(words[1]);
                        case "discard/1" -> new Discard(words[1]);
                        case "admit/0" -> new Admit();
                        case "gateways/0" -> new Gateways();
                        default -> null;
                    });
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
