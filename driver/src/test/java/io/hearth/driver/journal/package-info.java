@NullMarked
package io.hearth.driver.journal;

import org.jspecify.annotations.NullMarked;
