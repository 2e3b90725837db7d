package io.hearth.server.packages;

import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** What a request for packages must be like. */
final class UploadRules {

    private static final int MOST_PATHS = 100;
    private static final int MOST_TAGS = 20;
    private static final int LONGEST_TAG_KEY = 128;
    private static final int LONGEST_TAG_VALUE = 255;

    private UploadRules() {}

    /** The sources, in the order of the paths; throws INVALID_PARAMETER for the first thing that is wrong. */
    static List<Source> check(UploadRequest request) {
        if (request.paths().isEmpty()) {
            throw GatewayException.invalid(Message.REQUIRED, "paths");
        }
        requireFew("paths", request.paths().size(), MOST_PATHS);
        checkGroup(request.group());
        checkTags(request.tags());
        List<Source> sources = IntStream.range(0, request.paths().size())
                .mapToObj(i ->
                        SourceReader.read("paths[" + i + "]", request.paths().get(i)))
                .toList();
        Map<String, Source> byName = new HashMap<>();
        for (Source source : sources) {
            Source other = byName.put(source.name(), source);
            if (other != null) {
                throw GatewayException.invalid(Message.PATHS_OF_ONE_NAME, other.shown(), source.shown(), source.name());
            }
        }
        return sources;
    }

    /** Throws INVALID_PARAMETER for a text that is neither empty nor the name of a group. */
    static void checkGroup(String group) {
        if (!group.isEmpty() && !PackageNames.isGroup(group)) {
            throw GatewayException.invalid(Message.GROUP_NAME_INVALID, "group", group);
        }
    }

    private static void checkTags(List<PackageTag> tags) {
        requireFew("tags", tags.size(), MOST_TAGS);
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < tags.size(); i++) {
            PackageTag tag = tags.get(i);
            if (tag.key().isEmpty()) {
                throw GatewayException.invalid(Message.REQUIRED, "tags[" + i + "].key");
            }
            checkLength("tags[" + i + "].key", tag.key(), LONGEST_TAG_KEY);
            checkLength("tags[" + i + "].value", tag.value(), LONGEST_TAG_VALUE);
            if (!keys.add(tag.key())) {
                throw GatewayException.invalid(Message.TAG_TWICE, tag.key());
            }
        }
    }

    private static void requireFew(String field, int count, int most) {
        if (count > most) {
            throw GatewayException.invalid(Message.TOO_MANY_ELEMENTS, field, count, most);
        }
    }

    private static void checkLength(String field, String text, int longest) {
        int length = text.codePointCount(0, text.length());
        if (length > longest) {
            throw GatewayException.invalid(Message.TOO_LONG, field, length, longest);
        }
    }
}
