package io.hearth.server.modules;

import java.util.List;

/**
 * What coordinates of a repository came to be, so that it is not asked at each start.
 *
 * @param repository which was asked
 * @param coordinates what it was asked for
 * @param jars what it gave
 */
record ResolvedFile(String repository, List<String> coordinates, List<Jar> jars) {}
