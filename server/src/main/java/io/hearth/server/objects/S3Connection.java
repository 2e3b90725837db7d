package io.hearth.server.objects;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An S3-compatible store as the gateway speaks to it: one address, one key, no proxy. Thread-safe. */
public final class S3Connection implements AutoCloseable {

    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;

    private final S3Client client;

    private S3Connection(S3Client client) {
        this.client = client;
    }

    /** Says nothing to the store yet. */
    public static S3Connection to(S3Options options) {
        return new S3Connection(S3Client.builder()
                .endpointOverride(options.endpoint())
                .region(Region.of(options.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(options.accessKey(), options.secretKey())))
                .forcePathStyle(true)
                // Not every store knows the newer checksums; signatures and the gateway's own digests see to it all the
                // same.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .socketTimeout(options.idleTimeout())
                        .connectionTimeout(options.idleTimeout())
                        .proxyConfiguration(ProxyConfiguration.builder()
                                .useSystemPropertyValues(false)
                                .useEnvironmentVariablesValues(false)
                                .build()))
                .build());
    }

    void put(String bucket, String key, byte[] content) throws IOException {
        reaching(() -> client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content)));
    }

    void put(String bucket, String key, Path content) throws IOException {
        reaching(() -> client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromFile(content)));
    }

    boolean exists(String bucket, String key) throws IOException {
        try {
            reaching(() -> client.headObject(request -> request.bucket(bucket).key(key)));
            return true;
        } catch (S3Failure e) {
            if (e.reason() == S3Failure.Reason.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    void delete(String bucket, String key) throws IOException {
        reaching(() -> client.deleteObject(request -> request.bucket(bucket).key(key)));
    }

    /** One by one: not every store takes a list of keys. */
    void deleteAll(String bucket, String prefix) throws IOException {
        List<S3Object> page;
        do {
            page = reaching(
                    () -> client.listObjectsV2(request -> request.bucket(bucket).prefix(prefix))
                            .contents());
            for (S3Object object : page) {
                delete(bucket, object.key());
            }
        } while (!page.isEmpty());
    }

    /** An object as a stream, which the caller closes; empty when there is none, also for want of the bucket. */
    public Optional<AbortableStream> open(String bucket, String key) throws IOException {
        try {
            ResponseInputStream<GetObjectResponse> stream = reaching(
                    () -> client.getObject(request -> request.bucket(bucket).key(key)));
            return Optional.of(new AbortableStream(stream, stream::abort));
        } catch (S3Failure e) {
            if (e.reason() == S3Failure.Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static <T extends @Nullable Object> T reaching(Supplier<T> call) throws S3Failure {
        try {
            return call.get();
        } catch (S3Exception e) {
            throw switch (e.statusCode()) {
                case NOT_FOUND -> new S3Failure(S3Failure.Reason.NOT_FOUND, e);
                case FORBIDDEN -> new S3Failure(S3Failure.Reason.FORBIDDEN, e);
                default -> new S3Failure(S3Failure.Reason.OTHER, e);
            };
        } catch (SdkException e) {
            throw new S3Failure(S3Failure.Reason.OTHER, e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
