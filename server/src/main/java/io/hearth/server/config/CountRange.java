package io.hearth.server.config;

/** From one count to another, both included; the first is not larger. */
public record CountRange(int least, int most) {}
