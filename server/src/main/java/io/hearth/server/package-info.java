/**
 * The gateway. {@link io.hearth.server.Gateway} builds every part of it in the order data flows, and {@link
 * io.hearth.server.Main} runs one as a process. What a part is and may know stands in the package of that part.
 */
@NullMarked
package io.hearth.server;

import org.jspecify.annotations.NullMarked;
