/**
 * Writes what a gateway finds when it starts: sessions with drivers that live, and sessions that are over. It uses the gateway's own
 * store, before the gateway does, so that the program that is measured needs no door for the benchmark.
 */
@NullMarked
package io.hearth.bench.seed;

import org.jspecify.annotations.NullMarked;
