/**
 * Removes what has been kept for as long as the settings say: sessions that are over with all they left, content that no package
 * has, tokens and keys that have expired. One gateway does it for all, in small steps, each of which may be the last one before
 * a crash.
 */
@NullMarked
package io.hearth.server.retention;

import org.jspecify.annotations.NullMarked;
