package io.hearth.server;

import io.hearth.server.config.Keys;
import io.hearth.server.config.PackageKeys;
import io.hearth.server.config.Settings;
import io.hearth.server.fetch.FetchOptions;
import io.hearth.server.fetch.OwnPlace;
import io.hearth.server.objects.FolderObjectStore;
import io.hearth.server.objects.ObjectStore;
import io.hearth.server.objects.S3Connection;
import io.hearth.server.objects.S3ObjectStore;
import io.hearth.server.objects.S3Options;
import java.net.URI;
import java.util.Optional;

/** What the settings say about where bytes are kept, and where packages come from. */
final class ObjectSettings {

    private ObjectSettings() {}

    /**
     * The S3-compatible store; empty when the settings name none.
     *
     * @throws IllegalArgumentException when settings that each are right do not go together
     */
    static Optional<S3Connection> connection(Settings settings) {
        Optional<URI> endpoint = settings.get(PackageKeys.OBJECTS_S3_ENDPOINT);
        String accessKey = settings.get(PackageKeys.OBJECTS_S3_ACCESS_KEY);
        String secretKey = settings.get(PackageKeys.OBJECTS_S3_SECRET_KEY).reveal();
        if (endpoint.isEmpty()) {
            require(settings.get(PackageKeys.OBJECTS_S3_BUCKET).isEmpty(), "bucket is set, so objects.s3.endpoint");
            require(accessKey.isEmpty(), "access-key is set, so objects.s3.endpoint");
            require(secretKey.isEmpty(), "secret-key is set, so objects.s3.endpoint");
            return Optional.empty();
        }
        require(!accessKey.isEmpty(), "endpoint is set, so objects.s3.access-key");
        require(!secretKey.isEmpty(), "endpoint is set, so objects.s3.secret-key");
        return Optional.of(S3Connection.to(new S3Options(
                endpoint.get(),
                settings.get(PackageKeys.OBJECTS_S3_REGION),
                accessKey,
                secretKey,
                settings.get(PackageKeys.PACKAGES_FETCH_IDLE_TIMEOUT))));
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("objects.s3." + what + " is required");
        }
    }

    /** Where logs and packages are kept. */
    static ObjectStore store(Settings settings, Optional<S3Connection> connection) {
        Optional<String> bucket = settings.get(PackageKeys.OBJECTS_S3_BUCKET);
        if (connection.isPresent() && bucket.isPresent()) {
            return new S3ObjectStore(connection.get(), bucket.get(), settings.get(PackageKeys.OBJECTS_S3_PREFIX));
        }
        return new FolderObjectStore(settings.get(Keys.DATA_DIRECTORY).resolve("objects"));
    }

    static FetchOptions fetching(Settings settings, Optional<S3Connection> connection) {
        return new FetchOptions(
                settings.get(PackageKeys.PACKAGES_FETCH_ALLOW),
                settings.get(PackageKeys.PACKAGES_FILE_ALLOW),
                connection,
                settings.get(PackageKeys.OBJECTS_S3_BUCKET)
                        .map(bucket -> new OwnPlace(bucket, settings.get(PackageKeys.OBJECTS_S3_PREFIX))),
                settings.get(PackageKeys.PACKAGES_FETCH_IDLE_TIMEOUT));
    }
}
