package io.hearth.server.auth;

/** The project that somebody asks a token for. */
public sealed interface ProjectScope {

    /** What the caller named it by. */
    String given();

    record ById(String given) implements ProjectScope {}

    record ByName(String given) implements ProjectScope {}
}
