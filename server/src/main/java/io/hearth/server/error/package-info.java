/** How the gateway says no: one exception that knows its error code and its message in every language. */
@NullMarked
package io.hearth.server.error;

import org.jspecify.annotations.NullMarked;
