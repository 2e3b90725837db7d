/**
 * Drivers without Spark, thousands in one process, that speak the channel's protocol through sockets of their own. The process
 * reads who its drivers are from a file and the gateway's address from its standard input, says on its standard output when all of
 * them were welcomed, and ends with its standard input. One thread does everything: the simulation shares the cores with what is
 * measured.
 */
@NullMarked
package io.hearth.bench.sim;

import org.jspecify.annotations.NullMarked;
