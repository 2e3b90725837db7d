package io.hearth.bench.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** Ways to spoil a body. They work on its text: what comes out need not be JSON. */
final class BodyMutations {

    /** A key, as the first group, or a string, number or constant. */
    private static final Pattern SCALAR = Pattern.compile(
            "(\"(?:[^\"\\\\]|\\\\.)*+\"\\s*+:)|\"(?:[^\"\\\\]|\\\\.)*+\"|-?[0-9][0-9.eE+-]*|true|false|null");

    private static final Pattern KEY = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"\\s*:");

    /** Beyond it only what costs little is done to it once more. */
    private static final int LONG = 100_000;

    private BodyMutations() {}

    private static List<MatchResult> values(String text) {
        return find(SCALAR, text).stream()
                .filter(found -> found.group(1) == null)
                .toList();
    }

    private static List<MatchResult> find(Pattern pattern, String text) {
        return text.length() > LONG
                ? List.of()
                : pattern.matcher(text).results().toList();
    }

    private static String replace(String text, int from, int to, String with) {
        return text.substring(0, from) + with + text.substring(to);
    }

    /** Another value in the place of one. */
    record Value() implements Mutation {
        @Override
        public RawRequest apply(RawRequest request, RandomGenerator random) {
            String text = request.text();
            List<MatchResult> found = values(text);
            if (found.isEmpty()) {
                return request.hasBody() ? request.withBody(OddValues.json(random)) : request;
            }
            MatchResult one = found.get(random.nextInt(found.size()));
            return request.withBody(replace(text, one.start(), one.end(), OddValues.json(random)));
        }
    }

    /** Another text, rightly written, in the place of a value. */
    record Text() implements Mutation {
        @Override
        public RawRequest apply(RawRequest request, RandomGenerator random) {
            String text = request.text();
            List<MatchResult> found = values(text);
            if (found.isEmpty()) {
                return request;
            }
            MatchResult one = found.get(random.nextInt(found.size()));
            String quoted = JsonMapper.shared().writeValueAsString(OddValues.text(random));
            return request.withBody(replace(text, one.start(), one.end(), quoted));
        }
    }

    /** A key that comes twice, is written in another way, or is unknown. */
    record Keys() implements Mutation {
        @Override
        public RawRequest apply(RawRequest request, RandomGenerator random) {
            String text = request.text();
            List<MatchResult> found = find(KEY, text);
            if (found.isEmpty()) {
                return request;
            }
            MatchResult one = found.get(random.nextInt(found.size()));
            String name = one.group(1);
            String key = switch (random.nextInt(5)) {
                case 0 -> one.group() + OddValues.json(random) + "," + one.group();
                case 1 -> "\"" + name.toUpperCase(Locale.ROOT) + "\":";
                case 2 -> "\"" + name + " \":";
                case 3 -> "\"unknown" + random.nextInt(100) + "\":";
                default -> JsonMapper.shared().writeValueAsString(OddValues.text(random)) + ":";
            };
            return request.withBody(replace(text, one.start(), one.end(), key));
        }
    }

    /** Cut, with something behind it, in another encoding, or with bytes that are none. */
    record Bytes() implements Mutation {
        @Override
        public RawRequest apply(RawRequest request, RandomGenerator random) {
            byte[] body = request.body();
            if (body.length == 0) {
                return request.withBody(OddValues.json(random));
            }
            return switch (random.nextInt(7)) {
                case 0 -> request.withBody(Arrays.copyOf(body, random.nextInt(body.length)));
                case 1 -> request.withBody(request.text() + " " + OddValues.json(random));
                case 2 -> request.withBody(request.text().getBytes(StandardCharsets.UTF_16));
                case 3 -> request.withBody("\uFEFF" + request.text());
                case 4 -> request.withBody("[" + request.text() + "]");
                case 5 -> request.withBody(new byte[0]);
                default -> request.withBody(flipped(body, random));
            };
        }

        private static byte[] flipped(byte[] body, RandomGenerator random) {
            byte[] flipped = body.clone();
            for (int left = 1 + random.nextInt(4); left > 0; left--) {
                flipped[random.nextInt(flipped.length)] = (byte) random.nextInt(256);
            }
            return flipped;
        }
    }
}
