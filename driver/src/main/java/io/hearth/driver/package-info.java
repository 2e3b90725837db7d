/**
 * What runs inside a Spark driver: {@link io.hearth.driver.DriverMain} reads its spec, starts the channel, Spark and the
 * Scala compiler side by side, runs the statements of its sessions one after the other, and ends the process with a
 * cause that has a name.
 */
@NullMarked
package io.hearth.driver;

import org.jspecify.annotations.NullMarked;
