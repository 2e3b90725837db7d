package io.hearth.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestTest {

    private TestServer server;

    @BeforeAll
    void start() {
        server = new TestServer(new NoDrivers());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    static Stream<Arguments> requests() {
        String own = "Host: 127.0.0.1:PORT\r\n";
        String json = "Content-Type: application/json\r\n";
        String post = "POST /v2.0/default/sessions HTTP/1.1\r\n" + own;
        return Stream.of(
                // hosts and origins
                Arguments.of("no Host", 400, "GET /q/health HTTP/1.1\r\n\r\n"),
                Arguments.of("no Host in HTTP/1.0", 403, "GET /q/health HTTP/1.0\r\n\r\n"),
                Arguments.of("Host of someone else", 403, "GET /q/health HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
                Arguments.of("Host with our port", 403, "GET /q/health HTTP/1.1\r\nHost: evil.example:PORT\r\n\r\n"),
                Arguments.of("Host without port", 403, "GET /q/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
                Arguments.of("Host with another port", 403, "GET /q/health HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n"),
                Arguments.of(
                        "Host that looks like ours",
                        403,
                        "GET /q/health HTTP/1.1\r\nHost: 127.0.0.1.evil.example:PORT\r\n\r\n"),
                Arguments.of("two Hosts", 400, "GET /q/health HTTP/1.1\r\n" + own + "Host: evil.example\r\n\r\n"),
                Arguments.of(
                        "two Hosts in one",
                        400,
                        "GET /q/health HTTP/1.1\r\nHost: 127.0.0.1:PORT, evil.example\r\n\r\n"),
                Arguments.of("an empty Host", 400, "GET /q/health HTTP/1.1\r\nHost:\r\n\r\n"),
                Arguments.of(
                        "an address in the request line",
                        400,
                        "GET http://evil.example/q/health HTTP/1.1\r\n" + own + "\r\n"),
                Arguments.of("Origin null", 403, "GET /q/health HTTP/1.1\r\n" + own + "Origin: null\r\n\r\n"),
                Arguments.of(
                        "Origin of someone else",
                        403,
                        "GET /q/health HTTP/1.1\r\n" + own + "Origin: http://evil.example\r\n\r\n"),
                Arguments.of(
                        "Origin with another port",
                        403,
                        "GET /q/health HTTP/1.1\r\n" + own + "Origin: http://127.0.0.1:1\r\n\r\n"),
                Arguments.of(
                        "Origin with TLS",
                        403,
                        "GET /q/health HTTP/1.1\r\n" + own + "Origin: https://127.0.0.1:PORT\r\n\r\n"),
                Arguments.of(
                        "two Origins",
                        403,
                        "GET /q/health HTTP/1.1\r\n" + own
                                + "Origin: http://127.0.0.1:PORT\r\nOrigin: http://evil.example\r\n\r\n"),
                Arguments.of("an empty Origin", 403, "GET /q/health HTTP/1.1\r\n" + own + "Origin:\r\n\r\n"),
                Arguments.of(
                        "a foreign WebSocket",
                        403,
                        "GET /driver/v1/channel HTTP/1.1\r\n" + own
                                + "Origin: http://evil.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"),
                Arguments.of(
                        "a WebSocket without a secret",
                        401,
                        "GET /driver/v1/channel HTTP/1.1\r\n" + own
                                + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"),
                Arguments.of(
                        "a WebSocket elsewhere",
                        404,
                        "GET /v2.0/default/sessions HTTP/1.1\r\n" + own
                                + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"),
                Arguments.of(
                        "the channel without an upgrade", 401, "GET /driver/v1/channel HTTP/1.1\r\n" + own + "\r\n"),
                // request lines
                Arguments.of("no HTTP at all", 400, "hello\r\n\r\n"),
                Arguments.of("a version of the future", 400, "GET /q/health HTTP/9.9\r\n" + own + "\r\n"),
                Arguments.of("HTTP/0.9", 400, "GET /q/health\r\n\r\n"),
                Arguments.of("TLS on a plain port", 400, "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n"),
                Arguments.of("TRACE", 405, "TRACE /q/health HTTP/1.1\r\n" + own + "\r\n"),
                Arguments.of("CONNECT", 403, "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n"),
                Arguments.of("a method nobody knows", 405, "BREW /q/health HTTP/1.1\r\n" + own + "\r\n"),
                Arguments.of("a method with small letters", 405, "get /q/health HTTP/1.1\r\n" + own + "\r\n"),
                Arguments.of("OPTIONS for everything", 400, "OPTIONS * HTTP/1.1\r\n" + own + "\r\n"),
                Arguments.of("OPTIONS", 405, "OPTIONS /v2.0/default/sessions HTTP/1.1\r\n" + own + "\r\n"),
                Arguments.of("a path without a slash", 400, "GET q/health HTTP/1.1\r\n" + own + "\r\n"),
                Arguments.of("an encoded slash", 400, "GET /v2.0/default%2Fsessions HTTP/1.1\r\n" + own + "\r\n"),
                Arguments.of("an encoded zero", 400, "GET /v2.0/%00/sessions HTTP/1.1\r\n" + own + "\r\n"),
                Arguments.of("a broken encoding", 400, "GET /v2.0/%zz/sessions HTTP/1.1\r\n" + own + "\r\n"),
                Arguments.of("broken UTF-8", 400, "GET /v2.0/%ff/sessions HTTP/1.1\r\n" + own + "\r\n"),
                Arguments.of("empty segments", 400, "GET //v2.0//default/sessions HTTP/1.1\r\n" + own + "\r\n"),
                Arguments.of("encoded dots", 400, "GET /v2.0/%2e%2e/q/health HTTP/1.1\r\n" + own + "\r\n"),
                Arguments.of("dots", 400, "GET /v2.0/../q/health HTTP/1.1\r\n" + own + "\r\n"),
                Arguments.of(
                        "parameters of a segment", 400, "GET /v2.0/default/..;/sessions HTTP/1.1\r\n" + own + "\r\n"),
                Arguments.of("a backslash", 400, "GET /v2.0\\default HTTP/1.1\r\n" + own + "\r\n"),
                Arguments.of("a very long path", 400, "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n" + own + "\r\n"),
                Arguments.of(
                        "a very long header",
                        400,
                        "GET /q/health HTTP/1.1\r\n" + own + "X-A: " + "a".repeat(20_000) + "\r\n\r\n"),
                Arguments.of("a folded header", 400, "GET /q/health HTTP/1.1\r\n" + own + "X-A: b\r\n c\r\n\r\n"),
                Arguments.of("a space before the colon", 400, "GET /q/health HTTP/1.1\r\n" + own + "X-A : b\r\n\r\n"),
                Arguments.of("a broken query", 400, "GET /v2.0/default/sessions?from=%zz HTTP/1.1\r\n" + own + "\r\n"),
                Arguments.of("a scripted path", 400, "GET /<script>alert(1)</script> HTTP/1.1\r\n" + own + "\r\n"),
                // bodies
                Arguments.of("a body without a type", 415, post + "Content-Length: 2\r\n\r\n{}"),
                Arguments.of(
                        "a plain text body", 415, post + "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}"),
                Arguments.of(
                        "a form",
                        415,
                        post + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 2\r\n\r\n{}"),
                Arguments.of(
                        "JSON in another charset",
                        415,
                        post + "Content-Type: application/json; charset=utf-16\r\nContent-Length: 2\r\n\r\n{}"),
                Arguments.of("two types", 415, post + json + "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}"),
                Arguments.of(
                        "a chunked body without a type",
                        415,
                        post + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
                Arguments.of(
                        "a deletion with a plain text body",
                        415,
                        "DELETE /v2.0/default/sessions/1 HTTP/1.1\r\n" + own
                                + "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}"),
                Arguments.of("no body", 400, post + json + "\r\n"),
                Arguments.of("an empty body", 400, post + "Content-Length: 0\r\n\r\n"),
                Arguments.of(
                        "a length and chunks",
                        400,
                        post + json
                                + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /q/health HTTP/1.1\r\n\r\n"),
                Arguments.of("two lengths", 400, post + json + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x"),
                Arguments.of("a negative length", 400, post + json + "Content-Length: -1\r\n\r\n{}"),
                Arguments.of("a length that is no number", 400, post + json + "Content-Length: 2x\r\n\r\n{}"),
                Arguments.of("an unknown coding", 400, post + json + "Transfer-Encoding: gzip\r\n\r\n{}"),
                Arguments.of(
                        "a broken chunk", 400, post + json + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
                Arguments.of("half a body", 400, post + json + "Content-Length: 100\r\n\r\n{\"kind\""),
                Arguments.of(
                        "a body over the limit",
                        413,
                        post + json + "Content-Length: 270000\r\n\r\n" + " ".repeat(270_000)),
                Arguments.of("a length over the limit", 413, post + json + "Content-Length: 99999999999\r\n\r\n{}"),
                Arguments.of(
                        "chunks over the limit",
                        413,
                        post + json + "Transfer-Encoding: chunked\r\n\r\n"
                                + ("2000\r\n" + " ".repeat(0x2000) + "\r\n").repeat(40) + "0\r\n\r\n"),
                Arguments.of("endless depth", 400, post + json + "Content-Length: 20000\r\n\r\n" + "[".repeat(20_000)),
                Arguments.of(
                        "endless breadth",
                        400,
                        post + json + "Content-Length: 60002\r\n\r\n[" + "[],".repeat(20_000) + "]"));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("requests")
    void isAnsweredWithTheContractsError(String name, int status, String request) {
        String answer = RawExchange.send(
                server.port(),
                request.replace("PORT", Integer.toString(server.port()))
                        .replaceFirst("\r\n", "\r\nX-Auth-Token: " + server.token + "\r\n"));
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer).contains("{\"error_code\":\"DLI.0").contains("\"error_msg\":\"");
        assertThat(answer).containsIgnoringCase("\r\nX-Request-Id: ").contains("application/json");
        assertThat(answer)
                .doesNotContainIgnoringCase("<html")
                .doesNotContain("\tat ")
                .doesNotContain("Exception");
    }
}
