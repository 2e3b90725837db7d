package io.hearth.server.session;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.session.SessionStore.Transaction;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The backends that queues can have. A queue names its own with a label {@code backend=NAME}. */
public final class Backends {

    /** The backend that is always there: drivers and their executors are one process of this machine. */
    public static final String LOCAL = "local";

    private static final String LABEL = "backend=";

    private final Set<String> names = new TreeSet<>();

    /** @param configured names of templates, in lower case */
    public Backends(Set<String> configured) {
        names.add(LOCAL);
        names.addAll(configured);
    }

    /** The backend of a session's queue; once the queue is gone the session is, too, as good as gone. */
    static String of(Transaction transaction, Session session) {
        return transaction
                .queues()
                .find(session.projectId(), session.plan().queue())
                .map(Queue::backend)
                .orElse(LOCAL);
    }

    /** The backend that a queue's labels name, {@code local} when they name none. */
    String named(List<String> labels) {
        List<String> wanted = labels.stream()
                .filter(label -> label.startsWith(LABEL))
                .map(label -> label.substring(LABEL.length()))
                .distinct()
                .toList();
        if (wanted.isEmpty()) {
            return LOCAL;
        }
        if (wanted.size() > 1) {
            throw GatewayException.invalid(Message.BACKEND_TWICE, wanted.get(0), wanted.get(1));
        }
        String name = wanted.get(0).toLowerCase(Locale.ROOT);
        if (!names.contains(name)) {
            throw new GatewayException(
                    ErrorCode.REFERENCE_NOT_FOUND, Message.NO_SUCH_BACKEND, wanted.get(0), String.join(", ", names));
        }
        return name;
    }
}
