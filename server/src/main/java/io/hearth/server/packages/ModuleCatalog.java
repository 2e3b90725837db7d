package io.hearth.server.packages;

import java.util.Optional;

/** The modules of the system, for sessions that name them. Thread-safe. */
public interface ModuleCatalog {

    Optional<InstalledModule> find(String name);

    /** Where there are none. */
    static ModuleCatalog none() {
        return name -> Optional.empty();
    }
}
