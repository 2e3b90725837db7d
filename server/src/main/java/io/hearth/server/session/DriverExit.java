package io.hearth.server.session;

import io.hearth.server.session.Driver.Ending;
import org.jspecify.annotations.Nullable;

/**
 * How a driver's process ended.
 *
 * @param code exit code, 128 + n for signal n; null when the process never started, when nobody saw its code, or when
 *     the gateway itself killed it
 * @param announced what the driver left behind about its end, or what kept it from starting; null for nothing
 * @param detail particulars for a reader, possibly empty
 */
public record DriverExit(@Nullable Integer code, @Nullable Ending announced, String detail) {}
