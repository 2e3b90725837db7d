package io.hearth.driver.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import scala.reflect.NameTransformer;

/** Reads the Scala that the shell writes to tell what a definition gave: literals and values with a plus between them. */
final class ResultParts {

    private static final Pattern LITERAL = Pattern.compile("\\s*\\+\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"");
    private static final Pattern VALUE = Pattern.compile(
            "\\s*\\+\\s*_root_\\.scala\\.runtime\\.ScalaRunTime\\.replStringOf\\(([^,()\\s]+), ([0-9]{1,9})\\)");
    private static final Pattern END = Pattern.compile("\\s*");

    private ResultParts() {}

    /**
     * @param path of the object that has the values
     * @return empty when the code is not of this kind
     */
    static Optional<List<ResultPart>> of(String code, String path) {
        List<ResultPart> parts = new ArrayList<>();
        Matcher literal = LITERAL.matcher(code);
        Matcher value = VALUE.matcher(code);
        int at = 0;
        while (!END.matcher(code).region(at, code.length()).matches()) {
            if (literal.region(at, code.length()).lookingAt()) {
                Optional<String> text = unescape(literal.group(1));
                if (text.isEmpty()) {
                    return Optional.empty();
                }
                parts.add(new ResultPart.Text(text.get()));
                at = literal.end();
            } else if (value.region(at, code.length()).lookingAt()) {
                Optional<String> member = member(value.group(1), path);
                if (member.isEmpty()) {
                    return Optional.empty();
                }
                parts.add(new ResultPart.Value(member.get(), Integer.parseInt(value.group(2))));
                at = value.end();
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(parts);
    }

    private static Optional<String> member(String valuePath, String path) {
        if (!valuePath.startsWith(path + ".")) {
            return Optional.empty();
        }
        String name = valuePath.substring(path.length() + 1).replace("`", "");
        return name.isEmpty() || name.indexOf('.') >= 0 ? Optional.empty() : Optional.of(NameTransformer.encode(name));
    }

    /** Scala's escapes are Java's, and those of Unicode besides. */
    private static Optional<String> unescape(String literal) {
        StringBuilder text = new StringBuilder(literal.length());
        int at = 0;
        while (at < literal.length()) {
            char next = literal.charAt(at);
            if (next != '\\') {
                text.append(next);
                at++;
            } else if (literal.charAt(at + 1) == 'u') {
                if (!literal.substring(at + 2).matches("(?s)[0-9a-fA-F]{4}.*")) {
                    return Optional.empty();
                }
                text.append((char) Integer.parseInt(literal.substring(at + 2, at + 6), 16));
                at += 6;
            } else {
                int escaped = "btnfr\"'\\".indexOf(literal.charAt(at + 1));
                if (escaped < 0) {
                    return Optional.empty();
                }
                text.append("\b\t\n\f\r\"'\\".charAt(escaped));
                at += 2;
            }
        }
        return Optional.of(text.toString());
    }
}
