package io.hearth.driver.output;

import java.nio.file.Path;

/**
 * Where the text of a statement belongs.
 *
 * @param id of the statement, unique in the process
 * @param file where all of it is kept for those who outlive the process
 */
public record OutputPlace(String id, String sessionId, int statement, Path file) {}
