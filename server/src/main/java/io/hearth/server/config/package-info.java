/**
 * The gateway's settings: what there is to set, where values come from, and which value counts. A file, the environment
 * and command-line arguments come in; typed, checked values go out, or one exception that names everything wrong. A new
 * setting is a constant in {@link io.hearth.server.config.Keys}.
 */
@NullMarked
package io.hearth.server.config;

import org.jspecify.annotations.NullMarked;
