@NullMarked
package io.hearth.driver.packages;

import org.jspecify.annotations.NullMarked;
