package io.hearth.server.modules;

/**
 * A jar of a module, whose content is in the object store.
 *
 * @param sha256 of its content, in lower-case hex
 * @param bytes its size
 */
record Jar(String fileName, String sha256, long bytes) {}
