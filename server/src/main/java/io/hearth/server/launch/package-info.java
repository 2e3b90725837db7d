/**
 * Starts the processes of drivers, watches them and cleans up after them. Orders come in from the session package, and
 * what becomes of the processes goes back to it. One class answers for each kind of place where drivers can run.
 */
@NullMarked
package io.hearth.server.launch;

import org.jspecify.annotations.NullMarked;
