package io.hearth.api.channel;

/** One thing said on the channel, by either side. */
public sealed interface Frame permits DriverFrame, GatewayFrame {}
