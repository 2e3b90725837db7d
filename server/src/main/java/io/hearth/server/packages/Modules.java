package io.hearth.server.packages;

import java.util.List;

/** The modules of the system. Thread-safe. */
public interface Modules {

    /** All of them, by name. */
    List<Module> list();

    /** Where there are none. */
    static Modules none() {
        return List::of;
    }
}
