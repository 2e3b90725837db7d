/** Sessions that come and go, many one after the other and many at the same time: nothing of a gateway may grow with them. */
@NullMarked
package io.hearth.bench.soak;

import org.jspecify.annotations.NullMarked;
