package io.hearth.dist;

import static io.hearth.dist.Distribution.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.testkit.GatewayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first gateway keeps the classes of drivers, and the drivers after that use them. */
class ClassArchiveIT {

    @TempDir
    Path data;

    private List<Path> archives() throws IOException {
        Path directory = data.resolve("classes");
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("driver-"))
                    .toList();
        }
    }

    @Test
    void driversUseTheClassesThatTheFirstGatewayKept() throws IOException {
        try (GatewayProcess gateway = Distribution.gateway(data, Map.of("launch.class-archive", "auto"))) {
            await().atMost(Duration.ofMinutes(5)).until(() -> !archives().isEmpty());
            String archive = archives().get(0).toString();
            LiveSession session = LiveSession.idle(gateway.client(), small());

            assertThat(session.run("1 + 1").text()).endsWith("2");
            assertThat(gateway.drivers())
                    .singleElement()
                    .satisfies(driver -> assertThat(Files.readString(Path.of("/proc/" + driver.pid() + "/maps")))
                            .contains(archive));
            assertThat(gateway.log()).noneMatch(line -> line.contains("could not be kept"));
            try (Stream<Path> left = Files.list(data.resolve("classes"))) {
                assertThat(left).hasSize(1);
            }
        }
    }
}
