/**
 * Statements of SQL: one goes in, its rows come out as JSON, in memory no more of them than their bound. Nothing here
 * compiles Scala, and the one class that runs in executors stands for itself: {@link io.hearth.driver.sql.RowPrefix}.
 */
@NullMarked
package io.hearth.driver.sql;

import org.jspecify.annotations.NullMarked;
