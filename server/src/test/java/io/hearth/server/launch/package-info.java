@NullMarked
package io.hearth.server.launch;

import org.jspecify.annotations.NullMarked;
