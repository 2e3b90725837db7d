/**
 * The packages of sessions inside a driver: they come from the driver's gateway by their digests and go where code looks
 * for them: jars onto the class path of driver, shell and executors, Python files onto Python's path, other files into the
 * current directory. What is wrong with one comes out as a {@link io.hearth.driver.packages.PackageException}.
 */
@NullMarked
package io.hearth.driver.packages;

import org.jspecify.annotations.NullMarked;
