package io.hearth.bench.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;

/** Values that programs stumble over, as they stand in JSON, in texts, and in an address. */
final class OddValues {

    private static final List<String> JSON = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "-0",
            "1e999",
            "1E-400",
            "9223372036854775808",
            "-9223372036854775809",
            "2147483648",
            "4294967296",
            "NaN",
            "Infinity",
            "0x10",
            "01",
            "1_000",
            "\"\"",
            "\" \"",
            "[]",
            "{}",
            "[null]",
            "[[]]",
            "[{}]",
            "{\"\":null}",
            "{\"name\":{\"name\":{}}}",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"\\uFFFE\"",
            "\"\\x\"",
            "\"open",
            "'single'",
            "undefined",
            "// comment");

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\t\r\n",
            "-",
            "null",
            "NaN",
            "0",
            "-1",
            "99999999999999999999",
            "../../../etc/passwd",
            "a/b/c/d",
            "/",
            "\\",
            "%s%n%d",
            "${jndi:ldap://127.0.0.1/x}",
            "${java.home}",
            "'; drop table session; --",
            "\" or 1=1 --",
            "<script>alert(1)</script>",
            "a\u0000b",
            "\u202Egpj.exe",
            "\uFEFFspark",
            "e\u0301\u0301\u0301",
            "\uD83D\uDD25\uD83D\uDC68\u200D\uD83D\uDC69",
            "\u4F1A\u8BDD",
            "\u0130\u0131",
            "SPARK",
            "spark ",
            "default\n",
            "512M",
            "999999999999T",
            "-2G",
            "2GB",
            "A",
            "file:///etc/passwd",
            "http://127.0.0.1:1/x.jar",
            "jar:file:/x!/y");

    private static final List<String> ENCODED = List.of(
            "",
            ".",
            "..",
            "%2e%2e",
            "%2F",
            "%5C",
            "%00",
            "%",
            "%zz",
            "%c0%af",
            "%ff",
            "%F0%9F%94%A5",
            ";a=b",
            "a;b",
            "+",
            "%20",
            "~",
            "*",
            "[",
            "|",
            "\"",
            "<x>",
            "\u00e9",
            "default",
            "DEFAULT",
            "-1",
            "0",
            "00",
            "9999999999",
            "1.0",
            "00000000-0000-0000-0000-000000000000",
            "null",
            "a&b=c");

    private static final int[] LENGTHS = {127, 128, 129, 255, 256, 1024, 4096, 70_000, 300_000};
    private static final int[] ADDRESS_LENGTHS = {64, 129, 256, 2_000, 9_000, 20_000};
    private static final int[] DEPTHS = {10, 100, 499, 501, 1_001, 20_000};

    private OddValues() {}

    /** A piece of JSON, or what somebody could take for it. */
    static String json(RandomGenerator random) {
        return switch (random.nextInt(6)) {
            case 0 -> '"' + "x".repeat(LENGTHS[random.nextInt(LENGTHS.length)]) + '"';
            case 1 -> deep(random);
            case 2 -> "9".repeat(LENGTHS[random.nextInt(6)]) + (random.nextInt(2) == 0 ? "" : "e99999");
            default -> JSON.get(random.nextInt(JSON.size()));
        };
    }

    private static String deep(RandomGenerator random) {
        int depth = DEPTHS[random.nextInt(DEPTHS.length)];
        return switch (random.nextInt(3)) {
            case 0 -> "[".repeat(depth) + "]".repeat(depth);
            case 1 -> "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
            default -> "[".repeat(depth);
        };
    }

    /** A text of any characters, not encoded for anything. */
    static String text(RandomGenerator random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    /** What stands in an address, sent as it is. */
    static String encoded(RandomGenerator random) {
        return random.nextInt(8) == 0
                ? "a".repeat(ADDRESS_LENGTHS[random.nextInt(ADDRESS_LENGTHS.length)])
                : ENCODED.get(random.nextInt(ENCODED.size()));
    }
}
