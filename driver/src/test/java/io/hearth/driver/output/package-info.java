@NullMarked
package io.hearth.driver.output;

import org.jspecify.annotations.NullMarked;
