package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.server.objects.ObjectStore;
import io.hearth.server.objects.S3Connection;
import io.hearth.server.objects.S3Failure;
import io.hearth.server.objects.S3ObjectStore;
import io.hearth.server.objects.S3Options;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Content in a server that speaks S3 and checks signatures. */
class S3ObjectStoreTest extends ObjectStoreContract {

    private static S3Server server;
    private static S3Connection connection;

    private final String bucket = "hearth-" + UUID.randomUUID();

    @BeforeAll
    static void start(@TempDir Path directory) {
        server = S3Server.start(directory);
        connection = S3Connection.to(server.options());
    }

    @AfterAll
    static void stop() {
        connection.close();
        server.close();
    }

    @Override
    ObjectStore store() {
        server.makeBucket(bucket);
        return new S3ObjectStore(connection, bucket, "some/prefix");
    }

    @Test
    void keysBeginWithThePrefix() throws IOException {
        new S3ObjectStore(connection, bucket, "some/prefix").put("a/b", "x".getBytes(StandardCharsets.UTF_8));

        assertThat(new S3ObjectStore(connection, bucket, "").get("some/prefix/a/b"))
                .isPresent();
        assertThat(connection.open(bucket, "a/b")).isEmpty();
    }

    @Test
    void aWrongSecretIsRefusedAndNotTold() {
        S3Options right = server.options();
        S3Options wrong = new S3Options(
                right.endpoint(), right.region(), right.accessKey(), "guessed-secret", Duration.ofSeconds(5));
        try (S3Connection stranger = S3Connection.to(wrong)) {
            assertThatThrownBy(() -> new S3ObjectStore(stranger, bucket, "").put("a", new byte[1]))
                    .isInstanceOfSatisfying(
                            S3Failure.class,
                            failure -> assertThat(failure.reason()).isEqualTo(S3Failure.Reason.FORBIDDEN))
                    .hasMessageNotContaining("guessed-secret")
                    .hasMessageNotContaining(right.secretKey());
        }
    }

    @Test
    void aBucketThatIsNotThereIsAFailureAndNotNothing() {
        assertThatThrownBy(() -> new S3ObjectStore(connection, "nowhere", "").put("a", new byte[1]))
                .isInstanceOf(S3Failure.class);
    }
}
