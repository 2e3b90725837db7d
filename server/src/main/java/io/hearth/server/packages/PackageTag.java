package io.hearth.server.packages;

/** A label of a package. */
public record PackageTag(String key, String value) {}
