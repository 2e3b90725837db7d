/**
 * The rows of the truth, in H2 or PostgreSQL. The interfaces of the {@code session}, {@code auth} and {@code objects}
 * packages are answered here with SQL; records come in and go out. Nobody else knows JDBI, Flyway or a table's name.
 */
@NullMarked
package io.hearth.server.store;

import org.jspecify.annotations.NullMarked;
