package io.hearth.driver.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.api.PackageKind;
import io.hearth.api.channel.CancelPolicy;
import io.hearth.api.channel.DriverSpec;
import io.hearth.api.channel.LoopChecks;
import io.hearth.api.channel.OutputLimits;
import io.hearth.api.channel.SessionPackage;
import io.hearth.driver.packages.PackageServer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PackageFetcherTest {

    private static final String PROOF = "d-1 Bearer secret-1";

    @TempDir
    private Path directory;

    private PackageServer server;
    private byte[] content;
    private SessionPackage wanted;

    @BeforeEach
    void start() throws IOException {
        server = new PackageServer();
        content = new byte[300_000];
        new Random(4).nextBytes(content);
        wanted = server.put("group/data.bin", PackageKind.FILE, content);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private FetchedPackage fetch(SessionPackage what, String... gateways) throws Exception {
        FetchedPackage place = new FetchedPackage(what, directory.resolve("0").resolve(what.fileName()));
        DriverSpec spec = new DriverSpec(
                "d-1",
                "secret-1",
                List.of(gateways),
                Map.of(),
                directory.toString(),
                1_000,
                new CancelPolicy(1_000, LoopChecks.ON),
                new OutputLimits(1_000, 0, 0),
                0,
                List.of());
        new PackageFetcher(spec).fetch(place);
        return place;
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void fetchesTheContentAndSaysWhoItIs() throws Exception {
        assertThat(fetch(wanted, server.url()).file()).hasBinaryContent(content);
        assertThat(server.asked()).containsExactly("null " + PROOF);
    }

    @Test
    void contentOfNoBytesIsContent() throws Exception {
        SessionPackage empty = server.put("empty.txt", PackageKind.FILE, new byte[0]);

        assertThat(fetch(empty, server.url()).file()).isEmptyFile();
    }

    @Test
    void goesOnWhereTheWireWasCut() throws Exception {
        server.order(new Answer.Cut(100_000), new Answer.Status(503), new Answer.Cut(50_000));

        assertThat(fetch(wanted, server.url()).file()).hasBinaryContent(content);
        assertThat(server.asked())
                .containsExactly(
                        "null " + PROOF, "bytes=100000- " + PROOF, "bytes=100000- " + PROOF, "bytes=150000- " + PROOF);
    }

    @Test
    void goesOnAtAnotherGateway() throws Exception {
        String gone;
        try (PackageServer before = new PackageServer()) {
            gone = before.url();
        }

        assertThat(fetch(wanted, gone, server.url()).file()).hasBinaryContent(content);
    }

    @Test
    void beginsAnewWhenTheContentIsWrong() throws Exception {
        server.order(new Answer.Wrong());

        assertThat(fetch(wanted, server.url()).file()).hasBinaryContent(content);
        assertThat(server.asked()).containsExactly("null " + PROOF, "null " + PROOF);
    }

    @Test
    void givesUpWhenTheContentStaysWrong() throws Exception {
        SessionPackage other = new SessionPackage("a.jar", PackageKind.JAR, wanted.sha256(), 299_999);

        assertThatThrownBy(() -> fetch(other, server.url()))
                .isInstanceOf(PackageException.class)
                .hasMessageContainingAll("a.jar", wanted.sha256(), "is not that content");
        assertThat(server.asked()).hasSize(3);
        assertNothingIsLeft();
    }

    @Test
    void givesUpWhenNoGatewayHasIt() throws Exception {
        SessionPackage unknown = new SessionPackage("a.jar", PackageKind.JAR, "0".repeat(64), 5);

        assertThatThrownBy(() -> fetch(unknown, server.url(), server.url()))
                .isInstanceOf(PackageException.class)
                .hasMessageContainingAll("a.jar", "no such content", "404");
        assertThat(server.asked()).hasSize(2);
        assertNothingIsLeft();
    }
}
