@NullMarked
package io.hearth.driver.channel;

import org.jspecify.annotations.NullMarked;
