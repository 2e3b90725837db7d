/** The second package: what heat costs. */
@NullMarked
package io.hearth.demo.price;

import org.jspecify.annotations.NullMarked;
