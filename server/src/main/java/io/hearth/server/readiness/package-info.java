/**
 * What an administrator should know before the gateway answers anybody. Settings and what surrounds them come in, named
 * findings go out, and a severe one stops the start unless it was accepted. A new check is a method of
 * {@code ReadinessChecks}.
 */
@NullMarked
package io.hearth.server.readiness;

import org.jspecify.annotations.NullMarked;
