/**
 * What Hearth's tests and benchmarks are made with: whole gateways in the test's own process, drivers that are fake but
 * speak the real protocol over real sockets, clocks that are moved by hand, and databases of both kinds.
 */
@NullMarked
package io.hearth.testkit;

import org.jspecify.annotations.NullMarked;
