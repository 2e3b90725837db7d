package io.hearth.server.session;

import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.session.Queue.Tag;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every rule that a request for a queue must pass by itself; what others made is looked at when it is created. */
public final class QueuePlanner {

    static final String GENERAL = "general";
    static final String PLATFORM = "x86_64";
    static final String FEATURE = "basic";
    static final String ENTERPRISE_PROJECT = "0";

    private static final long MOST_COMPUTE_UNITS = 1_000_000;
    private static final int LONGEST_DESCRIPTION = 1024;
    private static final int LONGEST_WORD = 64;
    private static final int LONGEST_PROJECT = 128;
    private static final int MOST_LABELS = 20;
    private static final int MOST_TAGS = 20;
    private static final int LONGEST_LABEL = 255;
    private static final int LONGEST_TAG_KEY = 128;
    private static final Set<String> TYPES = Set.of("sql", GENERAL);

    private final Backends backends;

    public QueuePlanner(Backends backends) {
        this.backends = backends;
    }

    /** What is to be made for a request; throws for the first rule that it breaks. */
    public QueuePlan plan(QueueRequest request) {
        return new QueuePlan(
                name(request),
                computeUnits(request.computeUnits()),
                text("description", request.description(), "", LONGEST_DESCRIPTION),
                backends.named(labels(request.labels())),
                type(request),
                mode("resource_mode", request.resourceMode(), 0, 1),
                mode("charging_mode", request.chargingMode(), 1, 2),
                text("platform", request.platform(), PLATFORM, LONGEST_WORD),
                text("feature", request.feature(), FEATURE, LONGEST_WORD),
                text("enterprise_project_id", request.enterpriseProjectId(), ENTERPRISE_PROJECT, LONGEST_PROJECT),
                request.labels(),
                tags(request.tags()));
    }

    private static String name(QueueRequest request) {
        String name = request.name();
        if (name == null) {
            throw GatewayException.invalid(Message.REQUIRED, request.nameField());
        }
        return QueueName.kept(name)
                .orElseThrow(() -> GatewayException.invalid(Message.QUEUE_NAME_INVALID, request.nameField(), name));
    }

    private static long computeUnits(@Nullable Long asked) {
        if (asked == null) {
            throw GatewayException.invalid(Message.REQUIRED, "cu_count");
        }
        return inRange("cu_count", asked, 1, MOST_COMPUTE_UNITS);
    }

    private static String type(QueueRequest request) {
        String type = Objects.requireNonNullElse(request.type(), request.typeWhenAbsent());
        if (!TYPES.contains(type)) {
            throw GatewayException.invalid(Message.QUEUE_TYPE_UNKNOWN, type);
        }
        return type;
    }

    private static int mode(String field, @Nullable Long asked, int whenAbsent, int most) {
        return asked == null ? whenAbsent : (int) inRange(field, asked, 0, most);
    }

    private static long inRange(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw GatewayException.invalid(Message.OUT_OF_RANGE, field, least, most, value);
        }
        return value;
    }

    private static List<String> labels(List<String> labels) {
        requireFew("labels", labels.size(), MOST_LABELS);
        for (int i = 0; i < labels.size(); i++) {
            checkLength("labels[" + i + "]", labels.get(i), LONGEST_LABEL);
        }
        return labels;
    }

    private static List<Tag> tags(List<Tag> tags) {
        requireFew("tags", tags.size(), MOST_TAGS);
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < tags.size(); i++) {
            Tag tag = tags.get(i);
            if (tag.key().isEmpty()) {
                throw GatewayException.invalid(Message.REQUIRED, "tags[" + i + "].key");
            }
            checkLength("tags[" + i + "].key", tag.key(), LONGEST_TAG_KEY);
            checkLength("tags[" + i + "].value", tag.value(), LONGEST_LABEL);
            if (!keys.add(tag.key())) {
                throw GatewayException.invalid(Message.TAG_TWICE, tag.key());
            }
        }
        return tags;
    }

    private static void requireFew(String field, int count, int most) {
        if (count > most) {
            throw GatewayException.invalid(Message.TOO_MANY_ELEMENTS, field, count, most);
        }
    }

    private static String text(String field, @Nullable String text, String whenAbsent, int longest) {
        if (text == null || text.isEmpty()) {
            return whenAbsent;
        }
        checkLength(field, text, longest);
        return text;
    }

    private static void checkLength(String field, String text, int longest) {
        int length = text.codePointCount(0, text.length());
        if (length > longest) {
            throw GatewayException.invalid(Message.TOO_LONG, field, length, longest);
        }
    }
}
