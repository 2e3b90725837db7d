package io.hearth.server.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the master key comes from: a setting, or the file {@code master.key} of the data directory, which the first start
 * makes. The database holds a check value, so that a key which would decrypt nothing stops the start.
 */
final class MasterKeySource {

    static final String FILE = "master.key";

    private static final Logger LOG = LoggerFactory.getLogger(MasterKeySource.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final AuthStore store;
    private final Path file;
    private final RandomTexts random;

    MasterKeySource(AuthStore store, Path dataDirectory, RandomTexts random) {
        this.store = store;
        this.file = dataDirectory.resolve(FILE);
        this.random = random;
    }

    /** @param setting the key as base64; empty to take the file */
    MasterKey open(Optional<String> setting) {
        return store.inTransaction(transaction -> {
            transaction.authority().lock();
            Optional<String> expected = transaction.authority().masterKeyCheck();
            MasterKey key = setting.map(MasterKeySource::ofSetting).orElseGet(() -> ofFile(expected.isEmpty()));
            if (expected.isEmpty()) {
                transaction.authority().writeMasterKeyCheck(key.check());
            } else if (!Digests.same(expected.get(), key.check())) {
                throw new MasterKeyException("the master key " + origin(setting)
                        + " is not the one that the secrets in the database are encrypted with;"
                        + " give the former one as auth.master-key or put its " + FILE + " back");
            }
            return key;
        });
    }

    private String origin(Optional<String> setting) {
        return setting.isPresent() ? "of auth.master-key" : "in " + file;
    }

    private static MasterKey ofSetting(String text) {
        return decode(text)
                .orElseThrow(() -> new MasterKeyException("auth.master-key must be 32 bytes as base64; make one with"
                        + " `head -c 32 /dev/urandom | base64`"));
    }

    private MasterKey ofFile(boolean mayCreate) {
        try {
            if (mayCreate && Files.notExists(file)) {
                create();
            }
            checkPermissions();
            return decode(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .orElseThrow(() -> new MasterKeyException(file + " does not hold a master key, 32 bytes as base64;"
                            + " put the former one back, or remove the file if Hearth never started with it"));
        } catch (NoSuchFileException e) {
            throw new MasterKeyException(
                    file + " is not there, but the database holds secrets encrypted with a master key;"
                            + " put the file back or set auth.master-key",
                    e);
        } catch (IOException e) {
            throw new MasterKeyException(file + " cannot be read or made: " + e, e);
        }
    }

    private void create() throws IOException {
        byte[] text = (Base64.getEncoder().encodeToString(random.bytes(MasterKey.BYTES)) + "\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            ByteBuffer buffer = ByteBuffer.wrap(text);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            // What is encrypted with it must not outlive it in a power cut.
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            LOG.debug("{} was made by somebody else just now", file);
        }
    }

    private void checkPermissions() throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!OWNER_ONLY.containsAll(permissions)) {
            throw new MasterKeyException(file
                    + " can be used by others than its owner; run `chmod 600` on it, and think of the key as known");
        }
    }

    private static Optional<MasterKey> decode(String text) {
        try {
            byte[] key = Base64.getDecoder().decode(text.strip());
            return key.length == MasterKey.BYTES ? Optional.of(new MasterKey(key)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
