/**
 * {@code hearth admin}: says who may call a gateway and what they may. Commands come in, calls below {@code /q/admin} go out, to
 * the gateway that runs on the data directory or to one that is started for as long as the command takes. A new command is
 * a method of the class for its kind of object.
 */
@NullMarked
package io.hearth.cli.admin;

import org.jspecify.annotations.NullMarked;
