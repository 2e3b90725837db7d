/**
 * The driver's journal: reports go onto its disk when they are made, and from there once more to each gateway that has not
 * acknowledged them. It is for a gateway that is away; a driver that dies takes it along.
 */
@NullMarked
package io.hearth.driver.journal;

import org.jspecify.annotations.NullMarked;
