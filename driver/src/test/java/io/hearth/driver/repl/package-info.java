@NullMarked
package io.hearth.driver.repl;

import org.jspecify.annotations.NullMarked;
