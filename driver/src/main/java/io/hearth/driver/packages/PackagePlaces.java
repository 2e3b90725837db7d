package io.hearth.driver.packages;

import io.hearth.api.PackageKind;
import io.hearth.api.channel.SessionPackage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where the content of each package of a session goes. */
final class PackagePlaces {

    private static final String SUFFIX = ".jar";
    private static final int DIGITS_OF_DIGEST = 8;

    private PackagePlaces() {}

    /**
     * A directory for each, so that none overwrites another. Spark brings all of them into one directory on executors, so
     * a jar whose name is taken goes by another there; a file that is not a jar is looked for by its name and keeps it.
     */
    static List<FetchedPackage> below(Path directory, List<SessionPackage> packages) {
        Set<String> taken = new HashSet<>();
        packages.stream()
                .filter(wanted -> wanted.kind() != PackageKind.JAR)
                .forEach(wanted -> taken.add(wanted.fileName()));
        List<FetchedPackage> places = new ArrayList<>();
        for (SessionPackage wanted : packages) {
            String name = wanted.kind() == PackageKind.JAR ? free(wanted, taken) : wanted.fileName();
            Path own = directory.resolve(String.valueOf(places.size()));
            places.add(new FetchedPackage(wanted, own.resolve(name)));
        }
        return places;
    }

    private static String free(SessionPackage jar, Set<String> taken) {
        // The compiler knows a jar by its suffix.
        String name = jar.fileName().endsWith(SUFFIX) ? jar.fileName() : jar.fileName() + SUFFIX;
        if (taken.add(name)) {
            return name;
        }
        String other = jar.sha256().substring(0, DIGITS_OF_DIGEST) + "-" + name;
        taken.add(other);
        return other;
    }
}
