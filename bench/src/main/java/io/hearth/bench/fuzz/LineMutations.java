package io.hearth.bench.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Ways to spoil the first line of a request, and how its end is told. */
final class LineMutations {

    private LineMutations() {}

    private static String path(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private static String query(String target) {
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query);
    }

    /** Another part in the place of one, one more or one less. */
    record Path() implements Mutation {
        @Override
        public RawRequest apply(RawRequest request, RandomGenerator random) {
            List<String> parts = new ArrayList<>(List.of(path(request.target()).split("/", -1)));
            int place = parts.size() == 1 ? 0 : 1 + random.nextInt(parts.size() - 1);
            switch (random.nextInt(5)) {
                case 0 -> parts.add(OddValues.encoded(random));
                case 1 -> parts.remove(parts.size() - 1);
                case 2 -> parts.add(place, "");
                default -> parts.set(place, OddValues.encoded(random));
            }
            String path = String.join("/", parts);
            // A blank would end it, and what came behind be the version.
            return request.withTarget((path.startsWith("/") ? path : "/" + path) + query(request.target()));
        }
    }

    /** Parameters that are known with values that are not, and others. */
    record Query() implements Mutation {

        private static final List<String> NAMES = List.of(
                "from",
                "size",
                "wait",
                "state",
                "queue",
                "cluster_name",
                "queue_type",
                "kind",
                "tags",
                "group",
                "name",
                "user",
                "project",
                "role",
                "unknown",
                "");

        /** None that asks for a long wait: that would be granted. */
        private static final List<String> VALUES = List.of(
                "",
                "-1",
                "0",
                "1",
                "61",
                "1001",
                "2147483648",
                "9223372036854775808",
                "1.5",
                "1e3",
                "0x1",
                "abc",
                "null",
                "idle",
                "IDLE",
                "true",
                "a,b",
                "=",
                "==",
                "%00");

        @Override
        public RawRequest apply(RawRequest request, RandomGenerator random) {
            StringBuilder target = new StringBuilder(request.target());
            for (int left = 1 + random.nextInt(2); left > 0; left--) {
                target.append(target.indexOf("?") < 0 ? '?' : '&').append(NAMES.get(random.nextInt(NAMES.size())));
                if (random.nextInt(8) > 0) {
                    boolean isListed = random.nextInt(3) > 0;
                    target.append('=')
                            .append(isListed ? VALUES.get(random.nextInt(VALUES.size())) : OddValues.encoded(random));
                }
            }
            return request.withTarget(target.toString());
        }
    }

    /** Another method. */
    record Method() implements Mutation {

        private static final List<String> METHODS =
                List.of("GET", "POST", "PUT", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "get", "X");

        @Override
        public RawRequest apply(RawRequest request, RandomGenerator random) {
            return request.withMethod(METHODS.get(random.nextInt(METHODS.size())));
        }
    }

    /** Another way to say where the body ends, or a wrong one. */
    record Framing() implements Mutation {
        @Override
        public RawRequest apply(RawRequest request, RandomGenerator random) {
            RawRequest.Framing[] all = RawRequest.Framing.values();
            return request.withFraming(all[random.nextInt(all.length)]);
        }
    }
}
