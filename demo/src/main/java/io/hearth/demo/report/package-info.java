/** The third package: how it is told. */
@NullMarked
package io.hearth.demo.report;

import org.jspecify.annotations.NullMarked;
