package io.hearth.driver;

import io.hearth.api.EndCause;
import io.hearth.api.FullDisk;
import io.hearth.driver.repl.Traceback;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.FileSystemException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What it is called that a driver did not start.
 *
 * @param cause {@code LAUNCH_FAILED} or a kind of it
 * @param detail the particulars for a reader
 */
record StartFailure(EndCause cause, String detail) {

    static final int MOST_CAUSES = 50;

    /** The message of a class that was not found is its name; other failures of linkage have whole sentences there. */
    private static final Pattern CLASS_NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$./]*");

    private static final Pattern NAME_IN_PACKAGE =
            Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)+");

    private static final Pattern SCHEME = Pattern.compile("^file:/+");

    /** Of the launcher, which makes them. */
    private static final String LOCAL_DIRECTORIES = "spark.local.dir";

    private static final String EADDRNOTAVAIL = "error(-99)";
    private static final String EACCES = "error(-13)";
    private static final String BIND_ADDRESS = "spark.driver.bindAddress";

    /**
     * Finds it in what was thrown and in its causes.
     *
     * @param conf Spark's properties that the driver was to start with
     */
    static StartFailure of(Throwable thrown, Map<String, String> conf) {
        List<Throwable> chain = Traceback.causes(thrown, MOST_CAUSES);
        return chain.stream()
                .flatMap(link -> ofItsType(link, conf).stream())
                .findFirst()
                // The weakest sign last: a message may name a property for other reasons.
                .or(() -> chain.stream()
                        .flatMap(link -> rejected(link, conf).stream())
                        .findFirst())
                // The compiler tells its failures as text.
                .or(() -> chain.stream()
                        .map(Traceback::messageOf)
                        .filter(FullDisk::isSaidBy)
                        .findFirst()
                        .map(message -> new StartFailure(EndCause.NO_SPACE, message)))
                .orElseGet(() -> new StartFailure(EndCause.LAUNCH_FAILED, described(thrown)));
    }

    private static Optional<StartFailure> ofItsType(Throwable link, Map<String, String> conf) {
        String message = Traceback.messageOf(link);
        if (link instanceof BindException) {
            return Optional.of(notBound(message, conf));
        }
        if (link instanceof IOException && FullDisk.isSaidBy(message)) {
            return Optional.of(new StartFailure(EndCause.NO_SPACE, message));
        }
        if (link instanceof ClassNotFoundException
                || (link instanceof NoClassDefFoundError
                        && CLASS_NAME.matcher(message).matches())) {
            return Optional.of(new StartFailure(EndCause.CLASS_MISSING, missing(message.replace('/', '.'), conf)));
        }
        return Optional.empty();
    }

    private static StartFailure notBound(String message, Map<String, String> conf) {
        if (says(message, "assign requested address", EADDRNOTAVAIL) && conf.containsKey(BIND_ADDRESS)) {
            return new StartFailure(EndCause.CONF_REJECTED, BIND_ADDRESS + ": " + message);
        }
        if (says(message, "Permission denied", EACCES)) {
            return new StartFailure(EndCause.LAUNCH_FAILED, message);
        }
        return new StartFailure(
                EndCause.PORT_TAKEN,
                conf.entrySet().stream()
                        .filter(property -> property.getKey().endsWith(".port"))
                        .filter(property -> names(message, property.getValue()))
                        .map(property -> property.getKey() + " is " + property.getValue() + ": " + message)
                        .sorted()
                        .findFirst()
                        .orElse(message));
    }

    /** Netty gives the number of an error, which is the same in every language. */
    private static boolean says(String message, String words, String netty) {
        return message.contains(words) || message.contains(netty);
    }

    private static String missing(String className, Map<String, String> conf) {
        return conf.entrySet().stream()
                .filter(property -> names(property.getValue(), className))
                .map(property -> className + ", which " + property.getKey() + " names")
                .sorted()
                .findFirst()
                .orElse(className);
    }

    private static Optional<StartFailure> rejected(Throwable link, Map<String, String> conf) {
        if (!(link instanceof IllegalArgumentException
                || link instanceof ClassCastException
                || link instanceof FileNotFoundException
                || link instanceof FileSystemException
                || link.getClass().getName().startsWith("org.apache.spark."))) {
            return Optional.empty();
        }
        String message = Traceback.messageOf(link);
        return longest(conf.keySet().stream().filter(key -> names(message, key)))
                .or(() -> longest(conf.entrySet().stream()
                        .filter(property -> isNamedByItsValue(property, message))
                        .map(Map.Entry::getKey)))
                .map(key -> new StartFailure(EndCause.CONF_REJECTED, key + ": " + message));
    }

    private static Optional<String> longest(Stream<String> keys) {
        return keys.max(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()));
    }

    /** Spark may say which class or file it does not take, and not which property it has that from. */
    private static boolean isNamedByItsValue(Map.Entry<String, String> property, String message) {
        String value = SCHEME.matcher(property.getValue()).replaceFirst("/");
        return !property.getKey().equals(LOCAL_DIRECTORIES)
                && (value.startsWith("/") || NAME_IN_PACKAGE.matcher(value).matches())
                && names(message, value);
    }

    /** Whether a text has a word that is exactly this; words are what properties, classes and numbers are made of. */
    private static boolean names(String text, String word) {
        return !word.isEmpty()
                && Pattern.compile("(?<![\\w.$-])" + Pattern.quote(word) + "(?![\\w$-]|\\.\\w)")
                        .matcher(text)
                        .find();
    }

    private static String described(Throwable thrown) {
        return thrown.getClass().getName() + ": " + Traceback.messageOf(thrown);
    }
}
