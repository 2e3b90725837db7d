package io.hearth.server.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command line of the gateway: {@code [--port N] [--data DIR] [--config FILE] [-Dkey=value …]}. */
public record UpArguments(SettingSources sources, Purpose purpose, Lifetime lifetime) {

    /** What the gateway prints when its arguments are wrong. */
    public static final String USAGE = """
            usage: hearth up [--port N] [--data DIR] [--config FILE] [-Dkey=value …]

              --port N       listen on this port of 127.0.0.1; 0 takes any free one (default 8090)
              --data DIR     keep everything in this directory (default ./data)
              --config FILE  read settings from this file (Java properties, UTF-8)
              -Dkey=value    set anything else; docs/configuration.md lists all keys
            """;

    /** What the gateway is for. */
    public enum Purpose {
        /** All that it does. */
        SESSIONS,
        /**
         * To administer while no gateway runs: {@code --administration}. Lives as long as its standard input, whose first
         * line is the token of its one caller.
         */
        ADMINISTRATION
    }

    /** When the gateway stops by itself. */
    public enum Lifetime {
        /** Only when it is told to. */
        OWN,
        /** As soon as its standard input ends, which is when the process that started it is gone. */
        OF_STANDARD_INPUT
    }

    /** Arguments that cannot be understood; the message says which. */
    public static final class UsageException extends Exception {

        UsageException(String message) {
            super(message);
        }
    }

    /** @throws UsageException for unknown options, and for options without their value */
    public static UpArguments parse(List<String> arguments, Map<String, String> environment) throws UsageException {
        Map<String, String> settings = new HashMap<>();
        Optional<Path> file = Optional.empty();
        Purpose purpose = Purpose.SESSIONS;
        Lifetime lifetime = Lifetime.OWN;
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            if (argument.equals("--end-with-input")) {
                lifetime = Lifetime.OF_STANDARD_INPUT;
                continue;
            }
            if (argument.equals("--administration")) {
                purpose = Purpose.ADMINISTRATION;
                lifetime = Lifetime.OF_STANDARD_INPUT;
                continue;
            }
            String name = argument.startsWith("--") ? argument.replaceFirst("=.*", "") : argument;
            switch (name) {
                case "--port" -> settings.put(Keys.SERVER_PORT.key(), valueOf(argument, rest));
                case "--data" -> settings.put(Keys.DATA_DIRECTORY.key(), valueOf(argument, rest));
                case "--config" -> file = Optional.of(Path.of(valueOf(argument, rest)));
                default -> {
                    int equals = argument.indexOf('=');
                    if (!argument.startsWith("-D") || equals < 3) {
                        throw new UsageException("unknown argument: " + argument);
                    }
                    settings.put(argument.substring(2, equals), argument.substring(equals + 1));
                }
            }
        }
        return new UpArguments(new SettingSources(file, environment, settings), purpose, lifetime);
    }

    private static String valueOf(String argument, Iterator<String> rest) throws UsageException {
        int equals = argument.indexOf('=');
        if (equals > 0) {
            return argument.substring(equals + 1);
        }
        if (!rest.hasNext()) {
            throw new UsageException(argument + " needs a value");
        }
        return rest.next();
    }
}
