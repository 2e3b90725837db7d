package io.hearth.server.session;

import io.hearth.api.channel.SessionPackage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A module of the system as sessions can name it.
 *
 * @param jars what it gives to a session, in the order of the class path; empty until it is ready
 * @param reason why it failed, in English, for the operator: it can name addresses; null when it did not
 */
public record NamedModule(
        String name,
        PackageState state,
        List<SessionPackage> jars,
        @Nullable String reason) {

    public NamedModule {
        jars = List.copyOf(jars);
    }
}
