package io.hearth.server.readiness;

import io.hearth.server.config.BindAddress;
import io.hearth.server.config.Keys;
import io.hearth.server.config.PackageKeys;
import io.hearth.server.config.Risk;
import io.hearth.server.config.Settings;
import io.hearth.server.readiness.Finding.Severity;
import io.hearth.server.readiness.Situation.Account;
import io.hearth.server.readiness.Situation.Callers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names, at start, every setting that is unsafe. What becomes true while the gateway runs is found at its next start. */
public final class ReadinessChecks {

    private static final Logger LOG = LoggerFactory.getLogger(ReadinessChecks.class);
    private static final Duration LONG_TOKEN_LIFETIME = Duration.ofDays(7);
    private static final Duration RENEWAL_TIME = Duration.ofDays(14);
    private static final Set<PosixFilePermission> OF_OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Situation situation;
    private final Settings settings;

    private ReadinessChecks(Situation situation) {
        this.situation = situation;
        this.settings = situation.settings();
    }

    /** All findings, severe ones first. */
    static List<Finding> findings(Situation situation) {
        ReadinessChecks checks = new ReadinessChecks(situation);
        return Stream.of(
                        checks.plainHttp(),
                        checks.sharedAccount(),
                        checks.unsharedObjects(),
                        checks.runsAsRoot(),
                        checks.sharedDriverAccount(),
                        checks.openDataDirectory(),
                        checks.openKey(),
                        checks.endOfCertificate(),
                        checks.plainPublicUrl(),
                        checks.plainObjects(),
                        checks.unknownProxy(),
                        checks.longTokenLifetime(),
                        checks.secretsOnCommandLine())
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Logs all findings.
     *
     * @throws ReadinessException for those that stop the start and that the settings do not accept
     */
    public static void run(Situation situation) {
        List<String> accepted = situation.settings().get(Keys.READINESS_ACCEPT).stream()
                .map(Risk::code)
                .toList();
        List<Finding> findings = findings(situation);
        for (Finding finding : findings) {
            if (accepted.contains(finding.code())) {
                LOG.warn("{}: {} It was accepted by readiness.accept.", finding.code(), finding.sentence());
            } else if (finding.severity() == Severity.WARNING) {
                LOG.warn("{}", finding);
            } else {
                LOG.error("{}", finding);
            }
        }
        List<Finding> stopping = findings.stream()
                .filter(finding -> finding.severity() == Severity.STOPPING)
                .filter(finding -> !accepted.contains(finding.code()))
                .toList();
        if (!stopping.isEmpty()) {
            throw new ReadinessException(stopping);
        }
    }

    private Optional<Finding> plainHttp() {
        BindAddress host = settings.get(Keys.SERVER_HOST);
        if (host.isLoopback() || situation.certificate().isPresent()) {
            return Optional.empty();
        }
        return finding(
                Severity.STOPPING,
                Risk.PLAIN_HTTP,
                "server.host=%s is reached by others, and without TLS they see every password, token and result."
                        .formatted(host),
                "Set server.tls.certificate and server.tls.key; behind a proxy that speaks TLS on a network of its own, set");
    }

    private Optional<Finding> sharedAccount() {
        if (situation.drivers() != DriverAccount.OF_GATEWAY || situation.callers() == Callers.ONE) {
            return Optional.empty();
        }
        return finding(
                Severity.SEVERE,
                Risk.SHARED_ACCOUNT,
                "There are several users, and the code of each runs as the gateway's own account: it can read the database,"
                        + " the master key and the sessions of all others.",
                "Set launch.local.user to another account; if all users trust one another with everything, set");
    }

    /** Whether the folder is shared cannot be seen from here. */
    private Optional<Finding> unsharedObjects() {
        if (settings.get(PackageKeys.OBJECTS_S3_BUCKET).isPresent()) {
            return Optional.empty();
        }
        Optional<String> url = settings.get(Keys.DATABASE_URL).filter(set -> !set.startsWith("jdbc:h2:"));
        return url.flatMap(set -> finding(
                Severity.SEVERE,
                Risk.UNSHARED_OBJECTS,
                "The database can serve several gateways, but the logs and packages that it speaks of are in the folder %s."
                        .formatted(settings.get(Keys.DATA_DIRECTORY).resolve("objects")),
                "Set objects.s3.bucket; if there is one gateway, or all share that folder, set"));
    }

    private Optional<Finding> runsAsRoot() {
        if (situation.account() != Account.ROOT) {
            return Optional.empty();
        }
        return switch (situation.drivers()) {
            case OF_GATEWAY ->
                warning(
                        "runs-as-root",
                        "The gateway runs as root, and so does the code of every session.",
                        "Start it as another account, or set launch.local.user.");
            case ELSEWHERE ->
                warning(
                        "runs-as-root",
                        "The gateway runs as root and does not need to.",
                        "Start it as another account.");
            case SEPARATE -> Optional.empty();
        };
    }

    private Optional<Finding> sharedDriverAccount() {
        return situation.drivers() == DriverAccount.SEPARATE && situation.callers() == Callers.SEVERAL
                ? warning(
                        "shared-driver-account",
                        "The drivers of all users run as one account, launch.local.user: their code can read one another's"
                                + " files and end one another's sessions.",
                        "Let only users who may do so have this gateway.")
                : Optional.empty();
    }

    private Optional<Finding> openDataDirectory() {
        Path data = settings.get(Keys.DATA_DIRECTORY);
        return isOpen(data)
                ? warning(
                        "open-data-directory",
                        "Others than its owner may enter " + data + ", where the database and the logs are.",
                        "Run `chmod 700` on it.")
                : Optional.empty();
    }

    private Optional<Finding> openKey() {
        return settings.get(Keys.SERVER_TLS_KEY)
                .or(() -> settings.get(Keys.SERVER_TLS_KEYSTORE))
                .filter(ReadinessChecks::isOpen)
                .flatMap(file -> warning(
                        "open-tls-key",
                        "Others than its owner may use " + file + ", which holds the key of the gateway's certificate.",
                        "Run `chmod 600` on it."));
    }

    private Optional<Finding> endOfCertificate() {
        return situation
                .certificate()
                .map(X509Certificate::getNotAfter)
                .filter(end -> end.toInstant().isBefore(situation.now().plus(RENEWAL_TIME)))
                .flatMap(end -> warning(
                        "end-of-certificate",
                        "The certificate counts until " + end.toInstant() + "; after that clients refuse the gateway.",
                        "Replace it and start again."));
    }

    private Optional<Finding> plainPublicUrl() {
        return settings.get(Keys.SERVER_PUBLIC_URL)
                .filter(url -> url.getScheme().equals("http") && !isLoopback(url))
                .flatMap(url -> warning(
                        "plain-public-url",
                        "Callers are told to come by " + url + ", where others see what they send.",
                        "Let the proxy speak TLS, and set server.public-url to its https address."));
    }

    private Optional<Finding> unknownProxy() {
        return settings.get(Keys.SERVER_PUBLIC_URL).isPresent()
                        && settings.get(Keys.SERVER_TRUSTED_PROXIES).isEmpty()
                ? warning(
                        "unknown-proxy",
                        "All who come by the proxy have its address: who guesses passwords there locks their users out for all.",
                        "Set server.trusted-proxies to the proxy's address.")
                : Optional.empty();
    }

    private Optional<Finding> plainObjects() {
        return settings.get(PackageKeys.OBJECTS_S3_ENDPOINT)
                .filter(url -> url.getScheme().equals("http") && !isLoopback(url))
                .flatMap(url -> warning(
                        "plain-objects",
                        "Logs and packages go to and from " + url
                                + ", where others see and can change them on their way.",
                        "Set objects.s3.endpoint to an https address."));
    }

    private static boolean isLoopback(URI url) {
        return new BindAddress(url.getHost().replaceAll("[\\[\\]]", "")).isLoopback();
    }

    private Optional<Finding> longTokenLifetime() {
        Duration lifetime = settings.get(Keys.AUTH_TOKEN_LIFETIME);
        return lifetime.compareTo(LONG_TOKEN_LIFETIME) > 0
                ? warning(
                        "long-token-lifetime",
                        "A token counts for %d days, for whoever gets hold of it.".formatted(lifetime.toDays()),
                        "Set auth.token-lifetime to less; clients can have a new one at any time.")
                : Optional.empty();
    }

    private Optional<Finding> secretsOnCommandLine() {
        List<String> keys = settings.secretsOnCommandLine();
        return keys.isEmpty()
                ? Optional.empty()
                : warning(
                        "secret-on-command-line",
                        "Everybody on this machine can read " + String.join(", ", keys) + " in the list of processes.",
                        "Set it in a file or in the environment.");
    }

    /** False also where the system has no such permissions. */
    private static boolean isOpen(Path file) {
        try {
            return !OF_OWNER.containsAll(Files.getPosixFilePermissions(file));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static Optional<Finding> finding(Severity severity, Risk risk, String sentence, String remedy) {
        String accept = " readiness.accept=" + risk.code() + ".";
        return Optional.of(new Finding(risk.code(), severity, sentence, remedy + accept));
    }

    private static Optional<Finding> warning(String code, String sentence, String remedy) {
        return Optional.of(new Finding(code, Severity.WARNING, sentence, remedy));
    }
}
