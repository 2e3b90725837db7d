/**
 * The packages of projects: jars, Python files and other files that sessions name. Addresses or bytes come in, content that is
 * known by its digest goes into {@code objects}, and what it is called into the database. Plain Java that knows neither HTTP
 * servers nor SQL.
 */
@NullMarked
package io.hearth.server.packages;

import org.jspecify.annotations.NullMarked;
