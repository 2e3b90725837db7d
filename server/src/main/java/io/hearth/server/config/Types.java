package io.hearth.server.config;

import io.hearth.api.MemorySize;
import io.hearth.server.config.SettingType.Confidentiality;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The types that settings have. */
final class Types {

    private static final Pattern POOL = Pattern.compile("([A-Za-z0-9_]{1,128}|\\*) *= *([0-9]{1,4}) *- *([0-9]{1,4})");
    private static final int MOST_POOLED = 1_000;

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private static final Pattern SPARK_MASTER =
            Pattern.compile("local|spark://[A-Za-z0-9.-]+:[0-9]{1,5}(,[A-Za-z0-9.-]+:[0-9]{1,5})*");

    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern KEY_PREFIX =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

    private Types() {}

    static SettingType<Integer> integer(int least, int most) {
        String description = "a whole number from %d to %d".formatted(least, most);
        return new SettingType<>(description, text -> {
            int number = Integer.parseInt(text);
            return inRange(number, least, most);
        });
    }

    static SettingType<MemorySize> bytes(String least, String most) {
        MemorySize smallest = MemorySize.parse(least).orElseThrow();
        MemorySize largest = MemorySize.parse(most).orElseThrow();
        String description =
                "an amount with a unit (`k`, `m`, `g`, `t`) such as `64m`, from `%s` to `%s`".formatted(least, most);
        return new SettingType<>(
                description,
                text -> inRange(MemorySize.parse(text).orElseThrow(IllegalArgumentException::new), smallest, largest));
    }

    static SettingType<Duration> duration(String least, String most) {
        Duration shortest = parseDuration(least);
        Duration longest = parseDuration(most);
        String description = "a duration with a unit (`ms`, `s`, `m`, `h`, `d`) such as `90s`, from `%s` to `%s`"
                .formatted(least, most);
        return new SettingType<>(description, text -> inRange(parseDuration(text), shortest, longest));
    }

    /** Empty when it is not set. */
    static <T> SettingType<Optional<T>> optional(SettingType<T> type) {
        return new SettingType<>(
                type.description(), text -> text.isEmpty() ? Optional.empty() : Optional.of(type.read(text)));
    }

    /** Empty for never. */
    static SettingType<Optional<Duration>> durationOrNever(String least, String most) {
        SettingType<Duration> duration = duration(least, most);
        return new SettingType<>(
                duration.description() + ", or `never`",
                text -> "never".equals(text) ? Optional.empty() : Optional.of(duration.read(text)));
    }

    static SettingType<Path> path() {
        return new SettingType<>("a path, relative to the directory in which Hearth was started", Types::parsePath);
    }

    static SettingType<Optional<Path>> optionalPath() {
        return new SettingType<>(
                path().description(),
                text -> Optional.of(text).filter(set -> !set.isEmpty()).map(Types::parsePath));
    }

    static SettingType<String> identifier() {
        return new SettingType<>("1 to 64 letters, digits, `_` or `-`, the first no `_` or `-`", text -> {
            require(IDENTIFIER.matcher(text).matches());
            return text;
        });
    }

    static SettingType<BindAddress> bindAddress() {
        return new SettingType<>(
                "an address or a name of this machine; `0.0.0.0` and `::` stand for all of its addresses",
                BindAddress::new);
    }

    /** Without a slash at its end. */
    static SettingType<Optional<URI>> publicUrl() {
        String description = "an address of the form `https://host` or `https://host:port`, or the same with `http`";
        return new SettingType<>(description, text -> {
            if (text.isEmpty()) {
                return Optional.empty();
            }
            URI url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            require("https".equals(url.getScheme()) || "http".equals(url.getScheme()));
            require(url.getHost() != null && url.getUserInfo() == null);
            require(url.toString().equals(url.getScheme() + "://" + url.getRawAuthority()));
            return Optional.of(url);
        });
    }

    static SettingType<Optional<String>> jdbcUrl() {
        String description = "an address that starts with `jdbc:` and carries no password";
        return new SettingType<>(description, text -> {
            require(text.isEmpty() || text.startsWith("jdbc:"));
            require(!text.toLowerCase(Locale.ROOT).contains("password="));
            return Optional.of(text).filter(set -> !set.isEmpty());
        });
    }

    /** What is fetched from there is trusted, so nobody on the way may change it. */
    static SettingType<Optional<URI>> trustedUrl() {
        String description = "an address that starts with `https:`, or with `http:` on the loopback address";
        return new SettingType<>(description, text -> {
            if (text.isEmpty()) {
                return Optional.empty();
            }
            URI url = URI.create(text);
            require(url.getRawQuery() == null && url.getRawFragment() == null && isTrusted(url));
            return Optional.of(url);
        });
    }

    /** Drivers run what comes from there, so nobody on the way may change it. */
    static SettingType<URI> repositoryUrl() {
        String description =
                "an address without a password that starts with `https:` or `file:`, or with `http:` on the loopback address";
        return new SettingType<>(description, text -> {
            URI url = URI.create(text);
            require(url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null);
            require("file".equals(url.getScheme()) || isTrusted(url));
            return url;
        });
    }

    private static boolean isTrusted(URI url) {
        String host = url.getHost();
        return host != null
                && ("https".equals(url.getScheme())
                        || ("http".equals(url.getScheme())
                                && BindAddress.LOOPBACK
                                        .matcher(host.replaceAll("[\\[\\]]", ""))
                                        .matches()));
    }

    static SettingType<String> sparkMaster() {
        return new SettingType<>("`local`, or `spark://HOST:PORT` with more `HOST:PORT` after commas", text -> {
            require(SPARK_MASTER.matcher(text).matches());
            return text;
        });
    }

    static SettingType<String> text() {
        return new SettingType<>("a text", text -> text);
    }

    static SettingType<Secret> secret() {
        return new SettingType<>("a text, never printed", Secret::new, Confidentiality.SECRET);
    }

    static SettingType<List<String>> list() {
        return new SettingType<>("texts with `,` between them", text -> parts(text, ","));
    }

    static SettingType<List<AddressRange>> addressRanges() {
        return new SettingType<>(
                "addresses or ranges of them such as `10.0.0.0/8`, with `,` between them",
                text -> parts(text, ",").stream().map(AddressRange::parse).toList());
    }

    static SettingType<List<FetchTarget>> fetchTargets() {
        return new SettingType<>(
                "addresses, ranges of them such as `10.0.0.0/8`, and `host:port` pairs, with `,` between them",
                text -> parts(text, ",").stream().map(FetchTarget::parse).toList());
    }

    static SettingType<List<Path>> paths() {
        return new SettingType<>(
                "absolute paths with `,` between them",
                text -> parts(text, ",").stream()
                        .map(part -> {
                            require(Path.of(part).isAbsolute());
                            return parsePath(part);
                        })
                        .toList());
    }

    static SettingType<Optional<String>> bucket() {
        return new SettingType<>("3 to 63 lower-case letters, digits, `.` or `-`", text -> {
            require(text.isEmpty() || BUCKET.matcher(text).matches());
            return Optional.of(text).filter(set -> !set.isEmpty());
        });
    }

    static SettingType<String> keyPrefix() {
        return new SettingType<>("letters, digits, `.`, `_`, `-` and `/`, no `/` at either end", text -> {
            require(text.isEmpty() || KEY_PREFIX.matcher(text).matches());
            return text;
        });
    }

    static SettingType<Set<Risk>> risks() {
        String names = Arrays.stream(Risk.values())
                .map(risk -> "`" + risk.code() + "`")
                .collect(Collectors.joining(", "));
        return new SettingType<>(
                "any of " + names + " with `,` between them",
                text -> parts(text, ",").stream()
                        .map(part -> Arrays.stream(Risk.values())
                                .filter(risk -> risk.code().equals(part))
                                .findFirst()
                                .orElseThrow(IllegalArgumentException::new))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    static SettingType<Map<String, String>> map() {
        return new SettingType<>("`key=value` pairs with `;` between them", text -> {
            Map<String, String> map = new LinkedHashMap<>();
            for (String pair : parts(text, ";")) {
                int equals = pair.indexOf('=');
                require(equals > 0);
                String key = pair.substring(0, equals).strip();
                require(!key.isEmpty()
                        && map.put(key, pair.substring(equals + 1).strip()) == null);
            }
            return Collections.unmodifiableMap(map);
        });
    }

    /** {@code QUEUE=LEAST-MOST} pairs; the queue {@code *} stands for all that are not named. */
    static SettingType<Map<String, CountRange>> countRanges() {
        return new SettingType<>("`QUEUE=LEAST-MOST` pairs with `,` between them, each number from 0 to 1000", text -> {
            Map<String, CountRange> queues = new LinkedHashMap<>();
            for (String pair : parts(text, ",")) {
                Matcher matcher = POOL.matcher(pair);
                require(matcher.matches());
                int least = Integer.parseInt(matcher.group(2));
                int most = Integer.parseInt(matcher.group(3));
                require(least <= most && most <= MOST_POOLED);
                require(queues.put(matcher.group(1).toLowerCase(Locale.ROOT), new CountRange(least, most)) == null);
            }
            return Collections.unmodifiableMap(queues);
        });
    }

    static <E extends Enum<E>> SettingType<E> oneOf(Class<E> type) {
        String names = Arrays.stream(type.getEnumConstants())
                .map(constant -> "`" + lowerCase(constant) + "`")
                .collect(Collectors.joining(", "));
        return new SettingType<>(
                "one of " + names,
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> lowerCase(constant).equals(text))
                        .findFirst()
                        .orElseThrow(IllegalArgumentException::new));
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> parts(String text, String separator) {
        return Arrays.stream(text.split(separator, -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static Path parsePath(String text) {
        require(!text.isEmpty());
        return Path.of(text).toAbsolutePath().normalize();
    }

    private static Duration parseDuration(String text) {
        Matcher matcher = DURATION.matcher(text);
        require(matcher.matches());
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static <C extends Comparable<C>> C inRange(C value, C least, C most) {
        require(value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
        return value;
    }

    /** The message is made by who knows the key: it holds the type's description. */
    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException();
        }
    }
}
