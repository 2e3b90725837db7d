/**
 * What operators see of a running gateway beside its log: meters, for Prometheus to fetch. Parts of the gateway come in
 * as functions to ask; nothing goes out but numbers.
 */
@NullMarked
package io.hearth.server.observe;

import org.jspecify.annotations.NullMarked;
