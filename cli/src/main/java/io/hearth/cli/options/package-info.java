/** Options that several commands have: what people type comes in, values go out. */
@NullMarked
package io.hearth.cli.options;

import org.jspecify.annotations.NullMarked;
