package io.hearth.server.launch;

import io.hearth.api.channel.DriverSpec;
import io.hearth.server.session.SessionLogs.Stream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directories of drivers on this machine. A driver that runs as another account has two: one of its own, and one of the
 * gateway's with the files that its output goes to. What the gateway opens for writing is never where code of users could
 * have put a link in its place; and what such code made is removed with the rights of that code only.
 */
final class WorkDirectories {

    private static final Logger LOG = LoggerFactory.getLogger(WorkDirectories.class);

    private final Path own;
    private final Optional<OtherAccount> account;

    /** @param own the gateway's directory, which no other account can reach */
    WorkDirectories(Path own, Optional<OtherAccount> account) {
        this.own = own.toAbsolutePath();
        this.account = account;
    }

    /** Where a new driver is to work. */
    Path of(String driverId) {
        return account.map(OtherAccount::directory).orElse(own).resolve(driverId);
    }

    /**
     * Where a driver's output goes.
     *
     * @param work its own directory, which may be below that of another gateway
     */
    Path output(String driverId, Path work, Stream stream) {
        Path directory = account.isPresent() ? own.resolve(driverId) : work;
        return switch (stream) {
            case STDOUT -> directory.resolve("stdout");
            case STDERR -> directory.resolve("stderr");
        };
    }

    /**
     * Forgets what a driver wrote before it had a session; it appends, so it goes on at the beginning. Once this is
     * done a file says so, for a gateway that takes the driver up after the one that was about to do it.
     */
    void beginOutput(String driverId, Path work) {
        try {
            for (Stream stream : Stream.values()) {
                try (FileChannel file = FileChannel.open(output(driverId, work, stream), StandardOpenOption.WRITE)) {
                    file.truncate(0);
                }
            }
            PrivateFiles.write(begun(driverId, work), new byte[0]);
        } catch (IOException e) {
            LOG.warn("the output of driver {} cannot be emptied", driverId, e);
        }
    }

    /** Whether {@link #beginOutput} was done. */
    boolean hasBegunOutput(String driverId, Path work) {
        return Files.exists(begun(driverId, work), LinkOption.NOFOLLOW_LINKS);
    }

    private Path begun(String driverId, Path work) {
        return output(driverId, work, Stream.STDOUT).resolveSibling("output-begun");
    }

    /** Makes what a driver needs in its work directory; the file with its spec is the result. */
    Path prepare(String driverId, Path work, byte[] spec) throws IOException {
        PrivateFiles.directory(own.resolve(driverId));
        for (Stream stream : Stream.values()) {
            PrivateFiles.write(output(driverId, work, stream), new byte[0]);
        }
        PrivateFiles.directory(work);
        Path temporary = PrivateFiles.directory(work.resolve("tmp"));
        Path current = PrivateFiles.directory(work.resolve(DriverSpec.CURRENT_DIRECTORY));
        Path file = PrivateFiles.write(work.resolve("spec"), spec);
        if (account.isPresent()) {
            UserPrincipal owner = account.get().principal();
            // The directory last: until then the account cannot enter it.
            for (Path path : List.of(file, temporary, current, work)) {
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .setOwner(owner);
            }
        }
        return file;
    }

    /** Removes all directories of a driver that is gone. */
    void delete(String driverId, Path work) {
        if (account.isPresent() && isOf(account.get(), work)) {
            // As root one could be led astray by a link that other code of the account puts there meanwhile.
            account.get().runAs("rm", "-rf", "--", work.toString());
            try {
                Files.deleteIfExists(work);
            } catch (IOException e) {
                LOG.warn("cannot remove {}", work, e);
            }
        } else {
            PrivateFiles.delete(work);
        }
        PrivateFiles.delete(own.resolve(driverId));
    }

    private static boolean isOf(OtherAccount account, Path work) {
        try {
            return Files.getOwner(work, LinkOption.NOFOLLOW_LINKS).equals(account.principal());
        } catch (IOException e) {
            // It is gone, so it does not matter whose it was.
            return false;
        }
    }

    /** Removes the directories of all drivers but those that live. */
    void sweep(Supplier<Set<String>> alive) {
        Set<Path> found = new LinkedHashSet<>(PrivateFiles.children(own));
        account.ifPresent(other -> found.addAll(PrivateFiles.children(other.directory())));
        Set<String> aliveDrivers = alive.get();
        for (Path directory : found) {
            String driverId = String.valueOf(directory.getFileName());
            if (!aliveDrivers.contains(driverId)) {
                delete(driverId, directory);
            }
        }
    }
}
