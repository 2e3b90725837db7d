package io.hearth.server.http;

import io.hearth.api.PackageKind;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.packages.PackageFilter;
import io.hearth.server.packages.PackageTag;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of an address after the question mark. Parameters that nobody asks for do not matter. */
final class QueryParameters {

    static final int DEFAULT_SIZE = 100;
    private static final int MAX_SIZE = 1000;
    private static final int MAX_WAIT_SECONDS = 60;

    private final Map<String, List<String>> values = new HashMap<>();

    QueryParameters(@Nullable String query) {
        if (query == null) {
            return;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        }
    }

    int from() {
        Integer from = optionalFrom();
        return from == null ? 0 : from;
    }

    @Nullable
    Integer optionalFrom() {
        return integer("from", 0, Integer.MAX_VALUE);
    }

    /** From which byte on; 0 unless given. */
    long offset(long most) {
        String text = single("from");
        if (text == null) {
            return 0;
        }
        if (text.matches("[0-9]{1,18}") && Long.parseLong(text) <= most) {
            return Long.parseLong(text);
        }
        throw GatewayException.invalid(Message.QUERY_NOT_INTEGER, "from", 0, most, text);
    }

    int size() {
        Integer size = integer("size", 1, MAX_SIZE);
        return size == null ? DEFAULT_SIZE : size;
    }

    /** The queue to list, by either of its names; null for all. */
    @Nullable
    String queue() {
        String queue = text("queue");
        String clusterName = text("cluster_name");
        if (queue != null && clusterName != null) {
            throw GatewayException.invalid(Message.QUERY_BOTH_NAMES);
        }
        return queue == null ? clusterName : queue;
    }

    Patience patience() {
        Integer seconds = integer("wait", 0, MAX_WAIT_SECONDS);
        return new Patience(Duration.ofSeconds(seconds == null ? 0 : seconds), text("state"));
    }

    /** The id of the event that the caller had last; null for none. */
    @Nullable
    String lastEventId() {
        return text("last_event_id");
    }

    /** The name to look for; null for all. */
    @Nullable
    String name() {
        return text("name");
    }

    /** The type of queues to list; null for all. */
    @Nullable
    String queueType() {
        String type = text("queue_type");
        if (type == null || type.equals("all")) {
            return null;
        }
        if (!type.equals("sql") && !type.equals("general")) {
            throw GatewayException.invalid(Message.QUEUE_TYPE_FILTER_UNKNOWN, type);
        }
        return type;
    }

    PackageFilter packages() {
        String kind = text("kind");
        return new PackageFilter(kind == null || kind.equals("all") ? null : kind("kind", kind), tags(), text("group"));
    }

    /** The group that a package is in; empty for none. */
    String packageGroup() {
        String group = text("group");
        return group == null ? "" : group;
    }

    PackageKind requiredKind() {
        return kind("kind", required("kind"));
    }

    private static PackageKind kind(String field, String text) {
        return PackageKind.ofWireName(text)
                .orElseThrow(() -> GatewayException.invalid(Message.TYPE_UNKNOWN, field, text));
    }

    private List<PackageTag> tags() {
        String text = text("tags");
        if (text == null) {
            return List.of();
        }
        List<PackageTag> tags = new ArrayList<>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw GatewayException.invalid(Message.TAGS_UNREADABLE, text);
            }
            tags.add(new PackageTag(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip()));
        }
        return tags;
    }

    /** The name of a user; null for all. */
    @Nullable
    String user() {
        return text("user");
    }

    String requiredUser() {
        return required("user");
    }

    /** The id or name of a project; null for all. */
    @Nullable
    String project() {
        return text("project");
    }

    String requiredProject() {
        return required("project");
    }

    private String required(String name) {
        String text = text(name);
        if (text == null) {
            throw GatewayException.invalid(Message.REQUIRED, name);
        }
        return text;
    }

    private @Nullable String text(String name) {
        String text = single(name);
        return text == null || text.isEmpty() ? null : text;
    }

    private @Nullable Integer integer(String name, int least, int most) {
        String text = single(name);
        if (text == null) {
            return null;
        }
        if (text.matches("[0-9]{1,10}")) {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return (int) value;
            }
        }
        throw GatewayException.invalid(Message.QUERY_NOT_INTEGER, name, least, most, text);
    }

    private @Nullable String single(String name) {
        List<String> found = values.getOrDefault(name, List.of());
        if (found.size() > 1) {
            throw GatewayException.invalid(Message.QUERY_DOUBLED, name);
        }
        return found.isEmpty() ? null : found.get(0);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw GatewayException.invalid(Message.BAD_REQUEST, text);
        }
    }
}
