/**
 * Gets the content of packages from where callers say it is. A source comes in, bytes go into a spool file, or an error that
 * names the path and the reason. Which addresses may be reached is decided here: a caller must not make the gateway speak to
 * what only the gateway can reach.
 */
@NullMarked
package io.hearth.server.fetch;

import org.jspecify.annotations.NullMarked;
