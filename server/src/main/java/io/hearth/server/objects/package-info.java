/**
 * Bytes that any gateway can serve after whoever wrote them is gone: the log lines of drivers, packages, and
 * output that is too long for a row. Content goes in by key and comes out by key; what it means stands in the database.
 */
@NullMarked
package io.hearth.server.objects;

import org.jspecify.annotations.NullMarked;
