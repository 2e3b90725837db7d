package io.hearth.server.session;

import java.util.Optional;

/** The modules that sessions can name. Thread-safe. */
public interface NamedModules {

    Optional<NamedModule> find(String name);
}
