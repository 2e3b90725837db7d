package io.hearth.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.net.http.HttpRequest;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AccessLogTest {

    private final TestServer server = new TestServer(new NoDrivers());
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.hearth.access");
    private final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void close() {
        logger.setLevel(null);
        logger.detachAppender(lines);
        server.close();
    }

    @Test
    void aRequestIsOneLine() throws InterruptedException {
        server.send(
                HttpRequest.newBuilder(server.uri("/q/health/live?secret=1")).header("X-Request-Id", "id-1"));
        assertThat(lines.next()).matches("GET /q/health/live 200 [0-9]+ ms 27 bytes request id-1");
    }

    @Test
    void whatNobodyCouldReadIsALineToo() throws InterruptedException {
        RawExchange.send(server.port(), "hello\r\n\r\n");
        assertThat(lines.next()).contains(" 400 ").contains(" request ");
    }

    @Test
    void noLineIsForged() throws InterruptedException {
        server.get("/a%0d%0aGET%20/forged%20200");
        assertThat(lines.next()).contains("/a%0d%0aGET%20/forged%20200").doesNotContain("\n");
    }

    private static final class Lines extends AppenderBase<ILoggingEvent> {

        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }

        String next() throws InterruptedException {
            return String.valueOf(lines.poll(10, TimeUnit.SECONDS));
        }
    }
}
