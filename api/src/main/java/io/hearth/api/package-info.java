/**
 * The words that gateway, driver and client share: states, error codes, causes of an end and sizes, as they go over the
 * wire. Nothing here does anything; everything here means the same on both sides. Only the JDK may be used.
 */
@NullMarked
package io.hearth.api;

import org.jspecify.annotations.NullMarked;
