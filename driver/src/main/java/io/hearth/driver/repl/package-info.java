/**
 * The Scala shell: cells of source code in, what they printed and how they failed out.
 *
 * <p>A cell is parsed once and split by its syntax trees into the fewest pieces that work one after the other; each
 * piece is a request of Scala's own interpreter. Nothing here knows statements, sessions or the gateway.
 */
@NullMarked
package io.hearth.driver.repl;

import org.jspecify.annotations.NullMarked;
