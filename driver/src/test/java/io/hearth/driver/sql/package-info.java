@NullMarked
package io.hearth.driver.sql;

import org.jspecify.annotations.NullMarked;
