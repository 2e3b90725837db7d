/** The hearth command as far as it talks to a gateway: what people type comes in, calls of the HTTP API go out. */
@NullMarked
package io.hearth.cli;

import org.jspecify.annotations.NullMarked;
