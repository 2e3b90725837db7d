package io.hearth.driver.packages;

import io.hearth.api.Sha256;
import io.hearth.api.channel.SessionPackage;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;

/** A package's content as far as it has come. It grows over several connections; its digest is counted as it does. */
final class PartialFile implements AutoCloseable {

    private final SessionPackage wanted;
    private final Path target;
    private final Path part;
    private MessageDigest digest = Sha256.begin();
    private OutputStream out;
    private long size;

    PartialFile(SessionPackage wanted, Path target) throws PackageException {
        this.wanted = wanted;
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.createDirectories(target.getParent());
            out = new FileOutputStream(part.toFile());
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** How much is there, bytes. */
    long size() {
        return size;
    }

    /** How much is to come, bytes. */
    long missing() {
        return wanted.bytes() - size;
    }

    void append(byte[] bytes, int length) throws PackageException {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw unwritable(e);
        }
        digest.update(bytes, 0, length);
        size += length;
    }

    /** Puts the whole content in its place; false when it is not what it should be, and then all of it is forgotten. */
    boolean finish() throws PackageException {
        try {
            out.close();
            if (Sha256.end(digest).equals(wanted.sha256())) {
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
                return true;
            }
            out = new FileOutputStream(part.toFile());
        } catch (IOException e) {
            throw unwritable(e);
        }
        digest = Sha256.begin();
        size = 0;
        return false;
    }

    private PackageException unwritable(IOException cause) {
        return new PackageException(wanted.name() + " cannot be written on the driver's machine: " + cause, cause);
    }

    @Override
    public void close() {
        try {
            out.close();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            System.err.println("hearth-driver: " + part + " is left behind: " + e);
        }
    }
}
