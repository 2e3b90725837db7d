@NullMarked
package io.hearth.server.modules;

import org.jspecify.annotations.NullMarked;
