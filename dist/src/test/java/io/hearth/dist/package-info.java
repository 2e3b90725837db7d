/** Tests of the finished distribution, started as a user starts it, with real Spark. */
@NullMarked
package io.hearth.dist;

import org.jspecify.annotations.NullMarked;
