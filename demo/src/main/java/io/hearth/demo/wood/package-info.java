/** The first package: what wood gives. */
@NullMarked
package io.hearth.demo.wood;

import org.jspecify.annotations.NullMarked;
