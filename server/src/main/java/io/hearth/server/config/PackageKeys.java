package io.hearth.server.config;

import io.hearth.api.MemorySize;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of packages, and of where their content and that of logs is kept. */
public final class PackageKeys {

    public static final Setting<MemorySize> PACKAGES_MAX_BYTES = new Setting<>(
            "packages.max-bytes",
            Types.bytes("1k", "5g"),
            DefaultValue.of("4g"),
            "The largest package, whether it is fetched or uploaded.");

    public static final Setting<List<FetchTarget>> PACKAGES_FETCH_ALLOW = new Setting<>(
            "packages.fetch.allow",
            Types.fetchTargets(),
            DefaultValue.NONE,
            "Where packages may be fetched from by `http://` and `https://` though it is not a public address: this machine, the "
                    + "private networks, and what else the internet does not route. Public addresses need not be listed.");

    public static final Setting<Duration> PACKAGES_FETCH_TIMEOUT = new Setting<>(
            "packages.fetch.timeout",
            Types.duration("1s", "24h"),
            DefaultValue.of("10m"),
            "How long fetching may take: all addresses of a call that waits for them, each address of a call with `is_async`.");

    public static final Setting<Duration> PACKAGES_FETCH_IDLE_TIMEOUT = new Setting<>(
            "packages.fetch.idle-timeout",
            Types.duration("100ms", "10m"),
            DefaultValue.of("30s"),
            "How long a server may send nothing while a package is fetched from it.");

    public static final Setting<Integer> PACKAGES_FETCH_AT_ONCE = new Setting<>(
            "packages.fetch.at-once",
            Types.integer(1, 256),
            DefaultValue.of("8"),
            "How many calls may wait for their packages at once; one more is answered with status 429. Besides these, as many "
                    + "packages of calls with `is_async` are fetched at once; more wait.");

    public static final Setting<Integer> PACKAGES_UPLOAD_AT_ONCE = new Setting<>(
            "packages.upload.at-once",
            Types.integer(1, 32),
            DefaultValue.of("8"),
            "How many packages may be sent to the gateway at once with PUT; one more is answered with status 429.");

    public static final Setting<List<Path>> PACKAGES_FILE_ALLOW = new Setting<>(
            "packages.file.allow",
            Types.paths(),
            DefaultValue.NONE,
            "Folders of the gateway's machine from which packages may be taken by `file:`. Whoever may upload packages can read "
                    + "every file below them that the gateway can read. Symbolic links below them are not followed.");

    public static final Setting<Optional<URI>> OBJECTS_S3_ENDPOINT = new Setting<>(
            "objects.s3.endpoint",
            Types.publicUrl(),
            DefaultValue.NONE,
            "An S3-compatible store, addressed in path style. Packages can be fetched from it by `s3://`, `s3a://` and "
                    + "`obs://`, with the keys below and no others.");

    public static final Setting<Optional<String>> OBJECTS_S3_BUCKET = new Setting<>(
            "objects.s3.bucket",
            Types.bucket(),
            new DefaultValue("the folder `objects` in `data.directory`", surroundings -> ""),
            "The bucket of `objects.s3.endpoint` that holds packages and session logs. It must exist. What is kept in one "
                    + "place is not moved when the other is chosen.");

    public static final Setting<String> OBJECTS_S3_PREFIX = new Setting<>(
            "objects.s3.prefix",
            Types.keyPrefix(),
            DefaultValue.NONE,
            "What the keys in `objects.s3.bucket` begin with, before a `/`. Nobody can fetch a package from there.");

    public static final Setting<String> OBJECTS_S3_REGION = new Setting<>(
            "objects.s3.region",
            Types.identifier(),
            DefaultValue.of("us-east-1"),
            "The region that requests are signed for.");

    public static final Setting<String> OBJECTS_S3_ACCESS_KEY = new Setting<>(
            "objects.s3.access-key",
            Types.text(),
            DefaultValue.NONE,
            "The access key for `objects.s3.endpoint`. Required with it.");

    public static final Setting<Secret> OBJECTS_S3_SECRET_KEY = new Setting<>(
            "objects.s3.secret-key",
            Types.secret(),
            DefaultValue.NONE,
            "The secret of `objects.s3.access-key`. Required with it.");

    static final List<Setting<?>> ALL = List.of(
            PACKAGES_MAX_BYTES,
            PACKAGES_FETCH_ALLOW,
            PACKAGES_FETCH_TIMEOUT,
            PACKAGES_FETCH_IDLE_TIMEOUT,
            PACKAGES_FETCH_AT_ONCE,
            PACKAGES_UPLOAD_AT_ONCE,
            PACKAGES_FILE_ALLOW,
            OBJECTS_S3_ENDPOINT,
            OBJECTS_S3_BUCKET,
            OBJECTS_S3_PREFIX,
            OBJECTS_S3_REGION,
            OBJECTS_S3_ACCESS_KEY,
            OBJECTS_S3_SECRET_KEY);

    private PackageKeys() {}
}
