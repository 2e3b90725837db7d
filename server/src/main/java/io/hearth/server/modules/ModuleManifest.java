package io.hearth.server.modules;

import java.nio.file.Path;
import java.util.List;

/**
 * What an operator wrote about a module. It has jars or coordinates, one of the two.
 *
 * @param jars files beside the manifest, in the order of the class path
 * @param coordinates of artifacts, {@code group:artifact:version}, that are had from a Maven repository with what they need
 * @param changedAt when the manifest was written, milliseconds since the epoch
 */
record ModuleManifest(
        String name, String type, String description, List<Path> jars, List<String> coordinates, long changedAt) {}
