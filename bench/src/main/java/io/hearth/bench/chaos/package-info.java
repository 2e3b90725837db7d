/**
 * Several gateways on one PostgreSQL, clients that use them, and faults at random from a seed. Everything a client was answered is
 * written down, the toy drivers write down what they executed, and in the end {@link io.hearth.bench.chaos.Checker}, which knows
 * nothing of Hearth but its tables, holds all three against each other.
 */
@NullMarked
package io.hearth.bench.chaos;

import org.jspecify.annotations.NullMarked;
