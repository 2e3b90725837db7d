package io.hearth.testkit;

import io.hearth.server.objects.S3Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/** A server that speaks S3 over files, checks signatures and listens on any free port of 127.0.0.1. Thread-safe. */
public final class S3Server implements AutoCloseable {

    private static final String ACCESS_KEY = "test-access-key";
    private static final String SECRET_KEY = "test-secret-key";

    private final S3Proxy proxy;
    private final BlobStore store;

    private S3Server(S3Proxy proxy, BlobStore store) {
        this.proxy = proxy;
        this.store = store;
    }

    /** @param directory where it keeps what it is given; made when it is not there */
    public static S3Server start(Path directory) {
        try {
            BlobStore store = new FilesystemNio2BlobStore(
                    Files.createDirectories(directory).toString());
            S3Proxy proxy = S3Proxy.builder()
                    .blobStore(store)
                    .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .build();
            proxy.start();
            return new S3Server(proxy, store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server does not start", e);
        }
    }

    public void makeBucket(String name) {
        store.createContainer(CreateBucketRequest.builder().bucket(name).build());
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    /** How a gateway's own parts reach it. */
    public S3Options options() {
        return new S3Options(endpoint(), "us-east-1", ACCESS_KEY, SECRET_KEY, Duration.ofSeconds(10));
    }

    /** A gateway's settings for it, without a bucket. */
    public Map<String, String> settings() {
        return Map.of(
                "objects.s3.endpoint", endpoint().toString(),
                "objects.s3.access-key", ACCESS_KEY,
                "objects.s3.secret-key", SECRET_KEY);
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server does not stop", e);
        }
    }
}
