package io.hearth.server.config;

import io.hearth.api.MemorySize;
import io.hearth.api.channel.LoopChecks;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Every setting there is, in the order of the configuration reference. */
public final class Keys {

    public static final Setting<BindAddress> SERVER_HOST = new Setting<>(
            "server.host",
            Types.bindAddress(),
            DefaultValue.of("127.0.0.1"),
            "The address on which the gateway listens. On one that is not a loopback address (`127.0.0.1`, `::1`, "
                    + "`localhost`) it starts only with TLS, or with `plain-http` in `readiness.accept`.");

    public static final Setting<Integer> SERVER_PORT = new Setting<>(
            "server.port",
            Types.integer(0, 65535),
            DefaultValue.of("8090"),
            "The port on which the gateway listens, for callers and for drivers. `0` takes any free port; the line "
                    + "`Hearth is ready at …` says which. `--port N` is short for it.");

    public static final Setting<Optional<URI>> SERVER_PUBLIC_URL = new Setting<>(
            "server.public-url",
            Types.publicUrl(),
            new DefaultValue("what the caller itself used", surroundings -> ""),
            "How callers reach the gateway through a proxy: what the addresses in its answers begin with, and what web pages "
                    + "may call it.");

    public static final Setting<Optional<URI>> GATEWAY_URL = new Setting<>(
            "gateway.url",
            Types.publicUrl(),
            new DefaultValue("`server.host` and the port", surroundings -> ""),
            "How drivers and the other gateways on the same database reach this gateway, and this one alone: not the address of a "
                    + "proxy or load balancer before it. Needed where they are on other machines and `server.host` is none of its "
                    + "addresses, such as `0.0.0.0`.");

    public static final Setting<List<AddressRange>> SERVER_TRUSTED_PROXIES = new Setting<>(
            "server.trusted-proxies",
            Types.addressRanges(),
            DefaultValue.NONE,
            "The proxies whose `X-Forwarded-For` says who calls. Without them all callers behind a proxy have its address: "
                    + "one who guesses a user's password there makes that user wait, wherever behind it they are.");

    public static final Setting<Optional<Path>> SERVER_TLS_CERTIFICATE = new Setting<>(
            "server.tls.certificate",
            Types.optionalPath(),
            DefaultValue.NONE,
            "A PEM file with the gateway's certificate, followed by those of its issuers. With it the port speaks TLS 1.2 and "
                    + "1.3, and nothing else. Read once, at start. Drivers trust exactly this certificate: those of a gateway with "
                    + "another one do not come back to it.");

    public static final Setting<Optional<Path>> SERVER_TLS_KEY = new Setting<>(
            "server.tls.key",
            Types.optionalPath(),
            DefaultValue.NONE,
            "A PEM file with the private key of `server.tls.certificate`: PKCS#8 without a password, RSA or EC. Required "
                    + "with it.");

    public static final Setting<Optional<Path>> SERVER_TLS_KEYSTORE = new Setting<>(
            "server.tls.keystore",
            Types.optionalPath(),
            DefaultValue.NONE,
            "A PKCS12 file with certificate and key, in place of `server.tls.certificate` and `server.tls.key`.");

    public static final Setting<Secret> SERVER_TLS_KEYSTORE_PASSWORD = new Setting<>(
            "server.tls.keystore-password",
            Types.secret(),
            DefaultValue.NONE,
            "The password of `server.tls.keystore`. Required with it.");

    public static final Setting<MemorySize> SERVER_MAX_BODY_BYTES = new Setting<>(
            "server.max-body-bytes",
            Types.bytes("1k", "64m"),
            DefaultValue.of("2m"),
            "The largest request body. A larger one is answered with status 413.");

    public static final Setting<Path> DATA_DIRECTORY = new Setting<>(
            "data.directory",
            Types.path(),
            DefaultValue.of("./data"),
            "Where the gateway keeps what must outlive it: the embedded database, session logs, packages and "
                    + "`credentials.json`. "
                    + "It is made when it is not there. Only one gateway at a time may use it. "
                    + "`--data DIR` is short for it.");

    public static final Setting<String> PROJECT_ID = new Setting<>(
            "project.id",
            Types.identifier(),
            DefaultValue.of("default"),
            "The project that exists from the start: the `{project_id}` of every path.");

    public static final Setting<Optional<String>> DATABASE_URL = new Setting<>(
            "database.url",
            Types.jdbcUrl(),
            new DefaultValue("an embedded database in `data.directory`", surroundings -> ""),
            "The JDBC address of the database that holds sessions and statements.");

    public static final Setting<String> DATABASE_USER = new Setting<>(
            "database.user",
            Types.text(),
            DefaultValue.NONE,
            "The user for `database.url`. The embedded database needs none.");

    public static final Setting<Secret> DATABASE_PASSWORD =
            new Setting<>("database.password", Types.secret(), DefaultValue.NONE, "The password of `database.user`.");

    public static final Setting<Duration> DATABASE_TIMEOUT = new Setting<>(
            "database.timeout",
            Types.duration("1s", "10m"),
            DefaultValue.of("20s"),
            "How long an answer of the database is waited for, and half of it for a free connection. After that the call "
                    + "is refused with 503, and can be repeated.");

    public static final Setting<String> AUTH_DOMAIN = new Setting<>(
            "auth.domain",
            Types.identifier(),
            DefaultValue.of("default"),
            "Name and id of the one domain that users and projects are in.");

    public static final Setting<Secret> AUTH_MASTER_KEY = new Setting<>(
            "auth.master-key",
            Types.secret(),
            new DefaultValue(
                    "the file `master.key` in `data.directory`, which the first start makes", surroundings -> ""),
            "The key under which the secrets of access keys stand in the database: 32 bytes as base64. "
                    + "Gateways with one database need the same. A gateway does not start with another than the first.");

    public static final Setting<Duration> AUTH_TOKEN_LIFETIME = new Setting<>(
            "auth.token-lifetime", Types.duration("1m", "365d"), DefaultValue.of("24h"), "How long a token counts.");

    public static final Setting<Integer> AUTH_FAILURES_LIMIT = new Setting<>(
            "auth.failures.limit",
            Types.integer(1, 1000),
            DefaultValue.of("10"),
            "After how many wrong passwords or signatures a user or access key has to wait, at the address they came "
                    + "from and nowhere else. The first wait is a minute; each further failure doubles it, up to "
                    + "`auth.failures.window`. Such requests are answered with status 429. Each gateway counts for itself.");

    public static final Setting<Duration> AUTH_FAILURES_WINDOW = new Setting<>(
            "auth.failures.window",
            Types.duration("1m", "24h"),
            DefaultValue.of("15m"),
            "After how long without another one failures are forgotten. A success makes them forgotten at once.");

    public static final Setting<Optional<URI>> AUTH_OIDC_ISSUER = new Setting<>(
            "auth.oidc.issuer",
            Types.trustedUrl(),
            DefaultValue.NONE,
            "The OpenID Connect provider whose bearer tokens are accepted, as it names itself in them. Its users need no "
                    + "user here; one with the name of a user here is refused.");

    public static final Setting<String> AUTH_OIDC_AUDIENCE = new Setting<>(
            "auth.oidc.audience",
            Types.text(),
            DefaultValue.NONE,
            "What the provider's tokens must be for (`aud`). Required with `auth.oidc.issuer`.");

    public static final Setting<Optional<URI>> AUTH_OIDC_JWKS_URL = new Setting<>(
            "auth.oidc.jwks-url",
            Types.trustedUrl(),
            new DefaultValue("what the issuer's `/.well-known/openid-configuration` says", surroundings -> ""),
            "Where the provider's public keys are.");

    public static final Setting<String> AUTH_OIDC_USER_CLAIM = new Setting<>(
            "auth.oidc.user-claim",
            Types.text(),
            DefaultValue.of("preferred_username"),
            "The claim that holds the user's name: up to 64 letters, digits or `.` `_` `@` `-`. Choose one that people "
                    + "cannot change themselves, for sessions know their owner by it.");

    public static final Setting<String> AUTH_OIDC_ROLES_CLAIM = new Setting<>(
            "auth.oidc.roles-claim",
            Types.text(),
            DefaultValue.of("hearth_roles"),
            "The claim that holds the user's roles as `project:role`, with the id of a project and `admin`, `developer` or "
                    + "`viewer`: an array, or one text with blanks between them.");

    public static final Setting<Integer> QUEUE_COMPUTE_UNITS = new Setting<>(
            "queue.compute-units",
            Types.integer(1, 1_000_000),
            DefaultValue.of("64"),
            "How many CUs each of the two built-in queues, `default` and `test_cluster`, has. One CU is 1 core and "
                    + "4 GiB; a session of class A takes 8. A session waits in `not_started` until its queue has room.");

    public static final Setting<Map<String, CountRange>> POOL_QUEUES = new Setting<>(
            "pool.queues",
            Types.countRanges(),
            DefaultValue.of("default=1-2, *=0-2"),
            "How many drivers each queue keeps warm for sessions to come, `*` being every queue that is not named: at least the first "
                    + "number, also when nobody asks for any (in the project `project.id`), and at most the second, by how many "
                    + "sessions were created in the last ten minutes. A warm driver takes what a session of its size takes of the "
                    + "queue and of the machine's memory, and gives way at once to a session that needs it. Empty: none. `docs/pool.md`.");

    public static final Setting<Integer> QUEUE_MAX_PER_PROJECT = new Setting<>(
            "queue.max-per-project",
            Types.integer(2, 10_000),
            DefaultValue.of("100"),
            "How many queues one project may have, the built-in ones included. A queue beyond it is answered with "
                    + "`DLI.0009`.");

    public static final Setting<Integer> SESSION_MAX_OPEN = new Setting<>(
            "session.max-open",
            Types.integer(1, 1_000_000),
            DefaultValue.of("1000"),
            "How many sessions of one project may be open, waiting ones included. A session beyond it is answered "
                    + "with `DLI.0009`.");

    public static final Setting<Integer> SESSION_MAX_OPEN_PER_USER = new Setting<>(
            "session.max-open-per-user",
            Types.integer(1, 1_000_000),
            DefaultValue.of("1000"),
            "How many of a project's open sessions may be one user's, waiting ones included. A session beyond it is "
                    + "answered with `DLI.0009`.");

    public static final Setting<Integer> SESSION_MAX_PACKAGES = new Setting<>(
            "session.max-packages",
            Types.integer(0, 10_000),
            DefaultValue.of("500"),
            "How many packages one session may have, those of groups and the jars of modules included. A session with more "
                    + "is answered with `DLI.0009`.");

    public static final Setting<Duration> SESSION_IDLE_TIMEOUT = new Setting<>(
            "session.idle-timeout",
            Types.duration("1s", "365d"),
            DefaultValue.of("1h"),
            "How long a session may be idle before it is ended (cause `IDLE_TIMEOUT`), unless it was created with a "
                    + "`heartbeatTimeoutInSecond` of its own.");

    public static final Setting<Duration> SESSION_START_TIMEOUT = new Setting<>(
            "session.start-timeout",
            Types.duration("5s", "1h"),
            DefaultValue.of("3m"),
            "How long a launched driver may take until it is ready. After that it is ended and the session is `error` "
                    + "(cause `START_TIMEOUT`).");

    public static final Setting<MemorySize> SESSION_LOG_MAX_BYTES = new Setting<>(
            "session.log.max-bytes",
            Types.bytes("16k", "1g"),
            DefaultValue.of("4m"),
            "How much of a driver's standard output, and as much of its standard error, is kept. Of more, the oldest "
                    + "part is dropped.");

    public static final Setting<MemorySize> STATEMENT_MAX_CODE_BYTES = new Setting<>(
            "statement.max-code-bytes",
            Types.bytes("1k", "16m"),
            DefaultValue.of("1m"),
            "The longest code of a statement, in UTF-8.");

    public static final Setting<MemorySize> STATEMENT_MAX_OUTPUT_BYTES = new Setting<>(
            "statement.max-output-bytes",
            Types.bytes("1k", "64m"),
            DefaultValue.of("1m"),
            "How much text of a statement's output is shown, and how much of the rows that SQL gives, in UTF-8, but never more "
                    + "than `7m`. More is cut, and the output says so.");

    public static final Setting<MemorySize> STATEMENT_OUTPUT_QUOTA = new Setting<>(
            "statement.output-quota",
            Types.bytes("1k", "4g"),
            DefaultValue.of("256m"),
            "How much is kept of a statement's output that is longer than `statement.max-output-bytes`, for "
                    + "`GET …/statements/{n}/output`. With less than that nothing more is kept.");

    public static final Setting<MemorySize> SESSION_OUTPUT_QUOTA = new Setting<>(
            "session.output-quota",
            Types.bytes("1k", "1t"),
            DefaultValue.of("1g"),
            "How much is kept of all such outputs of one session.");

    public static final Setting<Integer> STATEMENT_MAX_ROWS = new Setting<>(
            "statement.max-rows",
            Types.integer(1, 1_000_000),
            DefaultValue.of("1000"),
            "How many rows a statement of SQL gives, as far as `statement.max-output-bytes` allows them. Of more, the rest is "
                    + "not computed, and the output says `truncated`.");

    public static final Setting<Integer> STATEMENT_MAX_WAITING = new Setting<>(
            "statement.max-waiting",
            Types.integer(1, 1_000_000),
            DefaultValue.of("1000"),
            "How many statements of one session may wait. One more is answered with `DLI.0009`.");

    public static final Setting<Duration> STATEMENT_CANCEL_TIMEOUT = new Setting<>(
            "statement.cancel-timeout",
            Types.duration("2s", "1h"),
            DefaultValue.of("5s"),
            "How long a cancelled statement that heeds nothing else may go on before its driver is ended, and its session with "
                    + "it (cause `CANCEL_ENDED_DRIVER`). A driver that does not answer is given 1.5 seconds more.");

    public static final Setting<LoopChecks> STATEMENT_LOOP_CHECK = new Setting<>(
            "statement.loop-check",
            Types.oneOf(LoopChecks.class),
            DefaultValue.of("on"),
            "With `on` a cancel ends loops that heed nothing else, such as `while (true) {}`, and the session lives on. It costs "
                    + "loops that do next to nothing each time around up to some 7 percent, others nothing. With `off` such loops "
                    + "end with their driver.");

    public static final Setting<Duration> DRIVER_LEASE = new Setting<>(
            "driver.lease",
            Types.duration("1s", "1h"),
            DefaultValue.of("5m"),
            "How long a driver goes on without any gateway. After that it ends itself, and its session is taken for "
                    + "lost (cause `LOST`), by the clock of the database. A driver whose gateways could not reach the "
                    + "database has the whole time again from when they could.");

    public static final Setting<MemorySize> DRIVER_JOURNAL_SIZE = new Setting<>(
            "driver.journal-size",
            Types.bytes("32m", "64g"),
            DefaultValue.of("256m"),
            "How much of its disk a driver takes for ends of statements, with their output, that no gateway has taken yet. Beyond "
                    + "it they are kept with the beginning of their output only, which then says `truncated`.");

    public static final Setting<Duration> DRIVER_SHUTDOWN_GRACE = new Setting<>(
            "driver.shutdown-grace",
            Types.duration("0s", "1m"),
            DefaultValue.of("2s"),
            "How long a driver that was told to end may take before its processes are killed.");

    public static final Setting<Path> LAUNCH_JAVA = new Setting<>(
            "launch.java",
            Types.path(),
            new DefaultValue(
                    "the Java that runs the gateway",
                    surroundings -> surroundings.java().toString()),
            "The `java` command that runs drivers on this machine, version 17 or newer.");

    public static final Setting<Optional<Path>> LAUNCH_DRIVER_JAR = new Setting<>(
            "launch.driver-jar",
            Types.optionalPath(),
            bundled("lib/driver/hearth-driver.jar"),
            "The jar file with Hearth's part of a driver.");

    public static final Setting<ClassArchiveUse> LAUNCH_CLASS_ARCHIVE = new Setting<>(
            "launch.class-archive",
            Types.oneOf(ClassArchiveUse.class),
            DefaultValue.of("auto"),
            "With `auto` the first gateway on a machine keeps the classes that drivers load in a file, in its background and once "
                    + "for each Java, Spark and Hearth; with it drivers start a quarter quicker. `off` keeps and uses none.");

    public static final Setting<Optional<Path>> LAUNCH_CLASS_ARCHIVE_DIRECTORY = new Setting<>(
            "launch.class-archive.directory",
            Types.optionalPath(),
            new DefaultValue(
                    "`classes` in `data.directory`; with `launch.local.user` beside `launch.local.directory`",
                    surroundings -> ""),
            "Where `launch.class-archive` keeps its file, of some 150 MB. Several gateways may share it. Whoever can write there "
                    + "can run code in every session.");

    public static final Setting<MemorySize> LAUNCH_LOCAL_MAX_HEAP = new Setting<>(
            "launch.local.max-heap",
            Types.bytes("512m", "1024t"),
            new DefaultValue("a quarter of the machine's memory, at least `1g`", Keys::quarterOfMemory),
            "The largest heap of a driver on this machine. A session that asks for more memory gets this much, and its "
                    + "log says so.");

    public static final Setting<MemorySize> LAUNCH_LOCAL_MEMORY_BUDGET = new Setting<>(
            "launch.local.memory-budget",
            Types.bytes("512m", "1024t"),
            new DefaultValue("80 % of the machine's memory", surroundings -> surroundings.percentOfMemory(80)),
            "How much memory all drivers on this machine may take together. A session that does not fit waits in "
                    + "`not_started`.");

    public static final Setting<Integer> LAUNCH_LOCAL_STARTS_AT_ONCE = new Setting<>(
            "launch.local.starts-at-once",
            Types.integer(1, 10_000),
            new DefaultValue("two for each processor", surroundings -> String.valueOf(2 * surroundings.processors())),
            "How many drivers may start on this machine at the same time. Further sessions wait in `not_started` until one of them "
                    + "is ready, or has not become so within a minute: many at once would all take too long. Sessions from the pool "
                    + "start at once.");

    public static final Setting<String> LAUNCH_LOCAL_USER = new Setting<>(
            "launch.local.user",
            Types.text(),
            new DefaultValue("the gateway's own account", surroundings -> ""),
            "The account of this machine that drivers run as. Without it code of users has the rights of the gateway: see the "
                    + "[security page](security.md). The gateway must be root to use it, and it does not start when that account "
                    + "cannot read Java, Spark and the driver, or can reach `data.directory`.");

    public static final Setting<Optional<Path>> LAUNCH_LOCAL_DIRECTORY = new Setting<>(
            "launch.local.directory",
            Types.optionalPath(),
            new DefaultValue("beside `data.directory`, with `-drivers` after its name", surroundings -> ""),
            "Where drivers that run as `launch.local.user` have their work directories. That account must be able to enter it "
                    + "and not to write to it; a gateway that makes it sees to that. Without `launch.local.user` they are in "
                    + "`data.directory`.");

    public static final Setting<Optional<Path>> SPARK_HOME = new Setting<>(
            "spark.home",
            Types.optionalPath(),
            bundled("spark"),
            "The Spark installation that drivers use: a directory with `jars` in it.");

    public static final Setting<Optional<Path>> MODULES_DIRECTORY = new Setting<>(
            "modules.directory",
            Types.optionalPath(),
            bundled("modules"),
            "The folder with the system modules that sessions can name in `modules`: see the [modules page](modules.md). "
                    + "Read once, at start.");

    public static final Setting<URI> MODULES_REPOSITORY = new Setting<>(
            "modules.repository",
            Types.repositoryUrl(),
            DefaultValue.of("https://repo.maven.apache.org/maven2"),
            "The Maven repository for modules with `coordinates`: an `https`, `http` or `file` address. Nothing is asked of it "
                    + "where no module has any.");

    public static final Setting<List<String>> CONF_DENIED = new Setting<>(
            "conf.denied",
            Types.list(),
            DefaultValue.NONE,
            "Spark properties that no session may set, beside those that Hearth itself denies. "
                    + "For example `spark.sql.warehouse.dir,spark.hadoop.fs.defaultFS`.");

    public static final Setting<Map<String, String>> CONF_FORCED = new Setting<>(
            "conf.forced",
            Types.map(),
            DefaultValue.NONE,
            "Spark properties that every session has, whatever it asks for. For example "
                    + "`spark.ui.enabled=false;spark.sql.shuffle.partitions=8`.");

    public static final Setting<Map<String, String>> CONF_DEFAULTS = new Setting<>(
            "conf.defaults",
            Types.map(),
            DefaultValue.NONE,
            "Spark properties that a session has unless it sets them itself, in the form of `conf.forced`.");

    public static final Setting<Optional<ShutdownSessions>> SHUTDOWN_SESSIONS = new Setting<>(
            "shutdown.sessions",
            Types.optional(Types.oneOf(ShutdownSessions.class)),
            new DefaultValue("`keep` on PostgreSQL, `end` on the embedded database", surroundings -> ""),
            "What happens to open sessions when the gateway is stopped by SIGTERM or SIGINT (Ctrl-C). `end` ends them (cause "
                    + "`GATEWAY_STOPPED`), save those that wait in a queue: they keep their places for the next gateway. `keep` "
                    + "leaves drivers running. What they run goes on, and the next gateway takes them up, if it comes within "
                    + "`driver.lease`.");

    public static final Setting<Set<Risk>> READINESS_ACCEPT = new Setting<>(
            "readiness.accept",
            Types.risks(),
            DefaultValue.NONE,
            "Findings of the checks at start that are known and accepted: `plain-http` does not stop the start then, "
                    + "and severe ones are warnings. The "
                    + "[security page](security.md#checks-at-start) says what each means.");

    public static final Setting<LogLevel> LOG_LEVEL = new Setting<>(
            "log.level",
            Types.oneOf(LogLevel.class),
            DefaultValue.of("info"),
            "The least severity of what the gateway logs.");

    public static final SettingFamily<String> BACKEND_MASTER = new SettingFamily<>(
            "backend",
            "master",
            Types.sparkMaster(),
            "Makes a backend that queues can name, with the label `backend=NAME`: where the executors of their sessions run. "
                    + "`spark://HOST:PORT` is the master of a standalone cluster; the driver stays on this machine. "
                    + "`local` is one process of this machine, as in the backend `local`, which is always there and cannot be "
                    + "defined.");

    public static final SettingFamily<Map<String, String>> BACKEND_CONF = new SettingFamily<>(
            "backend",
            "conf",
            Types.map(),
            "Spark properties of every session on that backend, in the form of `conf.forced`; they win over the session's "
                    + "own. A cluster on other machines needs `spark.driver.host` and `spark.driver.bindAddress` here, for its "
                    + "executors cannot reach the loopback address, on which drivers listen otherwise.");

    /** Settings of which there is one for each name. */
    static final List<SettingFamily<?>> FAMILIES = List.of(BACKEND_MASTER, BACKEND_CONF);

    static final List<Setting<?>> OWN = List.of(
            SERVER_HOST,
            SERVER_PORT,
            SERVER_PUBLIC_URL,
            SERVER_TRUSTED_PROXIES,
            GATEWAY_URL,
            SERVER_TLS_CERTIFICATE,
            SERVER_TLS_KEY,
            SERVER_TLS_KEYSTORE,
            SERVER_TLS_KEYSTORE_PASSWORD,
            SERVER_MAX_BODY_BYTES,
            DATA_DIRECTORY,
            PROJECT_ID,
            DATABASE_URL,
            DATABASE_USER,
            DATABASE_PASSWORD,
            DATABASE_TIMEOUT,
            AUTH_DOMAIN,
            AUTH_MASTER_KEY,
            AUTH_TOKEN_LIFETIME,
            AUTH_FAILURES_LIMIT,
            AUTH_FAILURES_WINDOW,
            AUTH_OIDC_ISSUER,
            AUTH_OIDC_AUDIENCE,
            AUTH_OIDC_JWKS_URL,
            AUTH_OIDC_USER_CLAIM,
            AUTH_OIDC_ROLES_CLAIM,
            QUEUE_COMPUTE_UNITS,
            POOL_QUEUES,
            QUEUE_MAX_PER_PROJECT,
            SESSION_MAX_OPEN,
            SESSION_MAX_OPEN_PER_USER,
            SESSION_MAX_PACKAGES,
            SESSION_IDLE_TIMEOUT,
            SESSION_START_TIMEOUT,
            SESSION_LOG_MAX_BYTES,
            STATEMENT_MAX_CODE_BYTES,
            STATEMENT_MAX_OUTPUT_BYTES,
            STATEMENT_OUTPUT_QUOTA,
            SESSION_OUTPUT_QUOTA,
            STATEMENT_MAX_ROWS,
            STATEMENT_MAX_WAITING,
            STATEMENT_CANCEL_TIMEOUT,
            STATEMENT_LOOP_CHECK,
            DRIVER_LEASE,
            DRIVER_JOURNAL_SIZE,
            DRIVER_SHUTDOWN_GRACE,
            LAUNCH_JAVA,
            LAUNCH_DRIVER_JAR,
            LAUNCH_CLASS_ARCHIVE,
            LAUNCH_CLASS_ARCHIVE_DIRECTORY,
            LAUNCH_LOCAL_MAX_HEAP,
            LAUNCH_LOCAL_MEMORY_BUDGET,
            LAUNCH_LOCAL_STARTS_AT_ONCE,
            LAUNCH_LOCAL_USER,
            LAUNCH_LOCAL_DIRECTORY,
            SPARK_HOME,
            MODULES_DIRECTORY,
            MODULES_REPOSITORY,
            CONF_DENIED,
            CONF_FORCED,
            CONF_DEFAULTS,
            SHUTDOWN_SESSIONS,
            READINESS_ACCEPT,
            LOG_LEVEL);

    static final List<Setting<?>> ALL = Stream.of(OWN, PackageKeys.ALL, RetentionKeys.ALL)
            .flatMap(List::stream)
            .toList();

    private Keys() {}

    private static DefaultValue bundled(String place) {
        return new DefaultValue(
                "the bundled one",
                surroundings -> surroundings
                        .home()
                        .map(home -> home.resolve(place).toString())
                        .orElse(""));
    }

    private static String quarterOfMemory(Surroundings surroundings) {
        return Math.max(1024, surroundings.memory().mebibytes() / 4) + "m";
    }
}
