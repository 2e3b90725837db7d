package io.hearth.api.channel;

import io.hearth.api.PackageKind;

/**
 * A package as a session has it. What it holds is told by its digest, so that nothing that becomes of the package later
 * changes the session.
 *
 * @param name as it is called to people: {@code name}, {@code group/name}, or {@code module:name} for a module's jar
 * @param sha256 of the content, in lower-case hex
 * @param bytes size of the content
 */
public record SessionPackage(String name, PackageKind kind, String sha256, long bytes) {

    /** The name of the file that it is to a session, without group or module. */
    public String fileName() {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1);
    }
}
