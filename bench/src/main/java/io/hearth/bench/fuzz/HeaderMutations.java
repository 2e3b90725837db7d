package io.hearth.bench.fuzz;

import io.hearth.bench.fuzz.RawRequest.Header;
import java.util.List;
import java.util.random.RandomGenerator;

/** Ways to spoil the head of a request. */
final class HeaderMutations {

    private static final String CONTENT_TYPE = "Content-Type";
    static final String TOKEN = "X-Auth-Token";

    private HeaderMutations() {}

    private static boolean is(Header header, String name) {
        return header.name().equalsIgnoreCase(name);
    }

    /** Says that the body is something else, or nothing of it. */
    record ContentType() implements Mutation {

        private static final List<String> TYPES = List.of(
                "text/plain",
                "application/xml",
                "application/json; charset=utf-16",
                "application/json; charset=latin-1",
                "application/json; charset=nonsense",
                "application/json;",
                "APPLICATION/JSON",
                "application/jsonp",
                "application/vnd.api+json",
                "multipart/form-data; boundary=x",
                "application/x-www-form-urlencoded",
                "*/*",
                "json",
                "",
                ";",
                "a/b/c");

        @Override
        public RawRequest apply(RawRequest request, RandomGenerator random) {
            RawRequest bare = request.without(header -> is(header, CONTENT_TYPE));
            return random.nextInt(6) == 0
                    ? bare
                    : bare.with(new Header(CONTENT_TYPE, TYPES.get(random.nextInt(TYPES.size()))));
        }
    }

    /** A header more, of those that mean something and those that do not. */
    record Any() implements Mutation {

        private static final List<String> NAMES = List.of(
                "X-Project-Id",
                "X-Language",
                "X-Request-Id",
                "Idempotency-Key",
                "Accept",
                "Accept-Encoding",
                "Content-Encoding",
                "Content-Language",
                "Range",
                "If-Match",
                "If-None-Match",
                "Last-Event-ID",
                "Origin",
                "Referer",
                "X-Forwarded-For",
                "X-Forwarded-Proto",
                "Forwarded",
                "Cookie",
                "X-HTTP-Method-Override",
                "X-Hearth-Driver",
                "X-Sdk-Date",
                "X-Unknown");

        private static final List<String> VALUES = List.of(
                "",
                " ",
                "0",
                "-1",
                "gzip",
                "deflate, br",
                "identity",
                "*/*",
                "text/html",
                "zh-cn",
                "en-us;q=",
                "http://evil.example",
                "null",
                "bytes=0-",
                "bytes=99999999999999999999-",
                "127.0.0.1",
                "DELETE",
                "default",
                "another-project",
                "\u00e9\u00ff",
                "a\tb",
                "\"",
                "'; drop table request_key; --",
                "x".repeat(256),
                "x".repeat(7_000),
                "x".repeat(20_000));

        @Override
        public RawRequest apply(RawRequest request, RandomGenerator random) {
            RawRequest changed = request;
            for (int left = random.nextInt(20) == 0 ? 150 : 1; left > 0; left--) {
                String name = NAMES.get(random.nextInt(NAMES.size()));
                changed = changed.with(new Header(name, VALUES.get(random.nextInt(VALUES.size()))));
            }
            return changed;
        }
    }

    /** Comes as nobody, or as somebody whom nobody knows. */
    record Credentials() implements Mutation {

        private static final List<Header> OTHERS = List.of(
                new Header(TOKEN, ""),
                new Header(TOKEN, "x"),
                new Header(TOKEN, "a.b.c"),
                new Header(TOKEN, "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9."),
                new Header("Authorization", "Basic"),
                new Header("Authorization", "Basic !!!"),
                new Header("Authorization", "Basic Ojo="),
                new Header("Authorization", "Bearer "),
                new Header("Authorization", "Bearer " + "x".repeat(5_000)),
                new Header("Authorization", "SDK-HMAC-SHA256"),
                new Header("Authorization", "SDK-HMAC-SHA256 Access=, SignedHeaders=, Signature="),
                new Header("Authorization", "SDK-HMAC-SHA256 Access=a, SignedHeaders=host;;x, Signature=zz"),
                new Header("Authorization", "Negotiate abc"));

        @Override
        public RawRequest apply(RawRequest request, RandomGenerator random) {
            // Beside the right ones it is a caller who says two things.
            RawRequest base = random.nextInt(3) == 0 ? request : request.without(header -> is(header, TOKEN));
            return base.with(OTHERS.get(random.nextInt(OTHERS.size())));
        }
    }
}
