@NullMarked
package io.hearth.driver;

import org.jspecify.annotations.NullMarked;
